import type { EligibilityVerdict, RegistrationAnswer, RegistrationEnding, RegistrationFacts } from '@app/contracts';
import { condition, workflowInfo } from '@temporalio/workflow';
import { earliest, type Moment } from './moment.js';
import { showToOperators } from './operators-view.js';
import { detailsOf, timerSummary } from './registration-texts.fr.js';
import type { Wakeups } from './wakeups.js';

/** A page waits that long for the answer to a registration (`registerWithStart`), ms. */
const pageWaits = 8_000;

const stagesThatWait: readonly RegistrationFacts['stage'][] = ['checking', 'under-review', 'awaiting-password'];

/** What the story of a registration remembers: the newest facts, and the pages that wait for an answer. */
export class RegistrationState {
  /** The directory's answer, until it has become facts. */
  verdict?: EligibilityVerdict;
  private pagesWaiting = 0;
  private newest: RegistrationFacts = {
    revision: -1,
    stage: 'checking',
    reason: null,
    approved: false,
    blockedReason: null,
    until: null,
    nextReminder: null,
    due: [],
  };

  constructor(private readonly wake: Wakeups) {}

  get facts(): Readonly<RegistrationFacts> {
    return this.newest;
  }

  /**
   * Readings may cross: of two that were under way together, the one with the larger revision counts. One that was asked for
   * later than what is known came is later whatever its revision: an older copy of the database has been restored.
   */
  async apply(reading: Promise<RegistrationFacts>): Promise<void> {
    const known = this.newest;
    const facts = await reading;
    this.wake.wake();
    if (facts.revision < this.newest.revision && facts.stage !== 'gone' && this.newest !== known) return;
    this.newest = facts;
    showToOperators(facts, detailsOf(facts));
  }

  /** The earlier of the next reminder and the end; none once the stage is a last one. */
  get nextMoment(): Moment | undefined {
    const { nextReminder, until } = this.newest;
    const at = this.isLastStage ? undefined : earliest(nextReminder?.at, until);
    return at === undefined ? undefined : { at, summary: timerSummary(this.newest, at) };
  }

  /** A last stage, and no mail left to send. */
  get isOver(): boolean {
    return this.isLastStage && this.newest.due.length === 0;
  }

  get ending(): RegistrationEnding {
    const { stage, reason } = this.newest;
    return stage === 'refused' ? `refused: ${reason ?? ''}` : (stage as RegistrationEnding);
  }

  /** What a page is told: where the case stands once it is past `checking`, or when this run ends before. */
  async answer(): Promise<RegistrationAnswer> {
    this.pagesWaiting += 1;
    await condition(() => this.wake.isLeaving || (this.newest.revision >= 0 && this.newest.stage !== 'checking'));
    this.pagesWaiting -= 1;
    const { stage, reason } = this.newest;
    return stage === 'refused' ? { status: stage, reason: reason ?? '' } : ({ status: stage } as RegistrationAnswer);
  }

  /** The person who registered still looks at the page. */
  get isPageWaiting(): boolean {
    return this.pagesWaiting > 0 && Date.now() - workflowInfo().startTime.getTime() < pageWaits;
  }

  private get isLastStage(): boolean {
    return !stagesThatWait.includes(this.newest.stage);
  }
}
