import type {
  EligibilityVerdict,
  RegistrationActivities,
  RegistrationAnswer,
  RegistrationEnding,
  RegistrationFacts,
  RegistrationRef,
} from '@app/contracts';
import { condition, patched, workflowInfo } from '@temporalio/workflow';
import { type Answer, type Argument, Journey } from './journey.js';
import { detailsOf, timerSummary } from './registration-texts.fr.js';

/** A page waits that long for the answer to a registration (`registerWithStart`). */
const pageWaits = 8_000;

/** What the story of a registration remembers: the newest facts, and the pages that wait for an answer. */
export class RegistrationJourney extends Journey<RegistrationActivities> {
  facts: RegistrationFacts = {
    revision: -1,
    stage: 'checking',
    reason: null,
    approved: false,
    blockedReason: null,
    until: null,
    nextReminder: null,
    due: [],
  };
  verdict?: EligibilityVerdict;
  private pagesWaiting = 0;

  constructor(
    readonly ref: RegistrationRef,
    steps: { atOnce: RegistrationActivities; patiently: RegistrationActivities },
  ) {
    super(steps, { stage: 'checking', blockedReason: null });
  }

  async look(): Promise<void> {
    this.knocked = false;
    await this.take(this.step('lookAtRegistration', this.ref));
  }

  /**
   * Readings may cross: of two that were under way together, the one with the larger revision counts. One that was asked for
   * later than what we know came is later whatever its revision: an older copy of the database has been restored.
   */
  async take(reading: Promise<RegistrationFacts>): Promise<void> {
    const known = this.facts;
    const facts = await reading;
    this.news = true;
    if (facts.revision < this.facts.revision && facts.stage !== 'gone' && this.facts !== known) return;
    this.facts = facts;
    this.show(facts, detailsOf(facts));
  }

  override stepBeside<N extends keyof RegistrationActivities>(
    name: N,
    ...args: Argument<RegistrationActivities, N>
  ): Promise<Answer<RegistrationActivities, N>> {
    // Earlier histories had one local activity beside the other.
    return patched('one-local-activity-at-a-time') ? super.stepBeside(name, ...args) : this.step(name, ...args);
  }

  override somethingNew(): Promise<void> {
    const { nextReminder, until } = this.facts;
    this.setAlarm([nextReminder?.at, until], (at) => timerSummary(this.facts, at), this.hasStageEnded);
    return super.somethingNew();
  }

  /** Terminal facts and nothing left to tell. */
  get hasEnded(): boolean {
    return this.hasStageEnded && this.facts.due.length === 0;
  }

  ending(): RegistrationEnding {
    const { stage, reason } = this.facts;
    return stage === 'refused' ? `refused: ${reason ?? ''}` : (stage as RegistrationEnding);
  }

  /** What a page is told: where the case stands once it is past `checking`, or when this run ends before. */
  async answer(): Promise<RegistrationAnswer> {
    this.pagesWaiting += 1;
    await condition(() => this.isLeaving || (this.facts.revision >= 0 && this.facts.stage !== 'checking'));
    this.pagesWaiting -= 1;
    const { stage, reason } = this.facts;
    return stage === 'refused' ? { status: stage, reason: reason ?? '' } : ({ status: stage } as RegistrationAnswer);
  }

  /** Somebody still looks at the page that registered. */
  get isAwaited(): boolean {
    return this.pagesWaiting > 0 && Date.now() - workflowInfo().startTime.getTime() < pageWaits;
  }

  private get hasStageEnded(): boolean {
    return !['checking', 'under-review', 'awaiting-password'].includes(this.facts.stage);
  }
}
