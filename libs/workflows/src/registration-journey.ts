import {
  type BlockedReason,
  type EligibilityVerdict,
  type RegistrationActivities,
  type RegistrationAnswer,
  type RegistrationEnding,
  type RegistrationFacts,
  type RegistrationRef,
  searchAttributes,
} from '@app/contracts';
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  patched,
  setCurrentDetails,
  sleep,
  TemporalFailure,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { detailsOf, timerSummary } from './registration-texts.fr.js';

/** A page waits that long for the answer to a registration (`registerWithStart`). */
const pageWaits = 8_000;
/** Where the database's clock is behind ours, it is asked again after this long; also the grain of the server's timers. */
const shortestNap = 1_000;

interface Steps {
  atOnce: RegistrationActivities;
  patiently: RegistrationActivities;
}

/** What the story remembers: the newest facts, what runs beside it, and the one alarm. */
export class RegistrationJourney {
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
  /** The first look is a knock of our own. */
  knocked = true;
  rang = false;
  verdict?: EligibilityVerdict;

  private news = false;
  private pagesWaiting = 0;
  private alarm?: { at: string; scope: CancellationScope };
  private readonly running = new Map<string, CancellationScope>();
  private shown: Pick<RegistrationFacts, 'stage' | 'blockedReason'> = { stage: 'checking', blockedReason: null };

  constructor(
    readonly ref: RegistrationRef,
    private readonly steps: Steps,
  ) {}

  async look(): Promise<void> {
    this.knocked = false;
    await this.take(this.step('lookAtRegistration', this.ref));
  }

  /** The story's own, one at a time: in the workflow task if it can be had there, else for as long as it takes. */
  async step<N extends keyof RegistrationActivities>(
    name: N,
    ...args: Parameters<RegistrationActivities[N]>
  ): Promise<Awaited<ReturnType<RegistrationActivities[N]>>> {
    type Step = (...given: typeof args) => Promise<Awaited<ReturnType<RegistrationActivities[N]>>>;
    try {
      return await (this.steps.atOnce[name] as unknown as Step)(...args);
    } catch (failure) {
      // A local activity's own failure comes bare, without an ActivityFailure around it.
      if (!(failure instanceof TemporalFailure) || isCancellation(failure)) throw failure;
      return await (this.steps.patiently[name] as unknown as Step)(...args);
    }
  }

  /**
   * Of a handler, or of what runs beside the story. Never in the workflow task: of two local activities at once the results come
   * one after the other, but a replay hands them over together, and the story between them would not happen again.
   */
  stepBeside<N extends keyof RegistrationActivities>(
    name: N,
    ...args: Parameters<RegistrationActivities[N]>
  ): ReturnType<RegistrationActivities[N]> {
    type Step = (...given: typeof args) => ReturnType<RegistrationActivities[N]>;
    // Earlier histories had one local activity beside the other.
    if (!patched('one-local-activity-at-a-time'))
      return this.step(name, ...args) as ReturnType<RegistrationActivities[N]>;
    return (this.steps.patiently[name] as unknown as Step)(...args);
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
    this.show();
  }

  /** Runs `work` without holding the story up, once at a time by name; its end is news. */
  beside(name: string, work: () => Promise<void>): void {
    if (this.running.has(name)) return;
    const scope = new CancellationScope();
    this.running.set(name, scope);
    const done = () => {
      if (this.running.get(name) === scope) this.running.delete(name);
      this.news = true;
    };
    scope.run(work).then(done, (error: unknown) => {
      done();
      if (!isCancellation(error)) throw error;
    });
  }

  /** Whether the work of that name runs beside the story now. */
  isAt(name: string): boolean {
    return this.running.has(name);
  }

  /** Gives up what is waiting between two tries, so that the story begins it again now. */
  restart(): void {
    for (const scope of this.running.values()) scope.cancel();
    this.running.clear();
    this.news = true;
  }

  /** A knock, an answer, the end of something beside, or the alarm. */
  async somethingNew(): Promise<void> {
    this.setAlarm();
    await condition(() => this.news || this.knocked || this.rang);
    this.news = false;
  }

  isPast(time: string | null): boolean {
    return time !== null && Date.parse(time) <= Date.now();
  }

  /** Terminal facts and nothing left to tell. */
  get hasEnded(): boolean {
    return this.hasStageEnded && this.facts.due.length === 0;
  }

  ending(): RegistrationEnding {
    const { stage, reason } = this.facts;
    return stage === 'refused' ? `refused: ${reason ?? ''}` : (stage as RegistrationEnding);
  }

  /** What a page is told: where the case stands once it is past `checking`. */
  async answer(): Promise<RegistrationAnswer> {
    this.pagesWaiting += 1;
    await condition(() => this.facts.revision >= 0 && this.facts.stage !== 'checking');
    this.pagesWaiting -= 1;
    const { stage, reason } = this.facts;
    return stage === 'refused' ? { status: stage, reason: reason ?? '' } : ({ status: stage } as RegistrationAnswer);
  }

  /** Somebody still looks at the page that registered. */
  get isAwaited(): boolean {
    return this.pagesWaiting > 0 && Date.now() - workflowInfo().startTime.getTime() < pageWaits;
  }

  /** One timer, for whichever of reminder and end comes first; it stands as long as that moment does. */
  private setAlarm(): void {
    const { nextReminder, until } = this.facts;
    const at = [nextReminder?.at, until].filter((time) => typeof time === 'string').sort()[0];
    if (this.alarm?.at === at) return;
    this.alarm?.scope.cancel();
    delete this.alarm;
    if (at === undefined || this.hasStageEnded) return;
    const alarm = { at, scope: new CancellationScope() };
    this.alarm = alarm;
    const nap = Math.max(Date.parse(at) - Date.now(), shortestNap);
    const ring = () => {
      if (this.alarm === alarm) delete this.alarm;
      this.rang = true;
    };
    alarm.scope.run(() => sleep(nap, { summary: timerSummary(this.facts, at) })).then(ring, () => undefined);
  }

  private get hasStageEnded(): boolean {
    return !['checking', 'under-review', 'awaiting-password'].includes(this.facts.stage);
  }

  /** One upsert a change, with all that changed. */
  private show(): void {
    const { stage, blockedReason } = this.facts;
    setCurrentDetails(detailsOf(this.facts));
    const changed = [
      ...(stage === this.shown.stage ? [] : [{ key: searchAttributes.stage, value: stage }]),
      ...(blockedReason === this.shown.blockedReason
        ? []
        : [{ key: searchAttributes.blockedReason, value: blockedReason }]),
    ];
    if (changed.length > 0) upsertSearchAttributes(changed);
    this.shown = { stage, blockedReason };
  }
}

/** Why a step that gave up waits for a person; undefined when it was only told to stop. */
export function failureReason(failure: unknown, whenTooLate: BlockedReason): BlockedReason | undefined {
  if (isCancellation(failure)) return undefined;
  if (!(failure instanceof ActivityFailure)) throw failure;
  const { cause } = failure;
  if (!(cause instanceof ApplicationFailure)) return whenTooLate;
  return cause.type === 'mail-refused' || cause.type === 'mail-undelivered' ? cause.type : whenTooLate;
}
