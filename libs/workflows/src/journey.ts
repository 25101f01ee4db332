import { type BlockedReason, searchAttributes } from '@app/contracts';
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  patched,
  setCurrentDetails,
  sleep,
  TemporalFailure,
  upsertSearchAttributes,
  type Workflow,
  workflowInfo,
} from '@temporalio/workflow';

/** Where the database's clock is behind ours, it is asked again after this long; also the grain of the server's timers. */
const shortestNap = 1_000;

export type Argument<A, N extends keyof A> = A[N] extends (...args: infer P) => unknown ? P : never;
export type Answer<A, N extends keyof A> = A[N] extends (...args: never[]) => Promise<infer R> ? R : never;

/** What every story remembers besides its facts: that somebody knocked, what runs beside it, and the one alarm. */
export class Journey<Activities extends object> {
  /** The first look is a knock of our own. */
  knocked = true;
  rang = false;
  /** This run is at its end and another one takes the story up: nothing more is waited for here. */
  protected isLeaving = false;
  protected news = false;
  private alarm?: { at: string; scope: CancellationScope };
  private readonly running = new Map<string, CancellationScope>();
  private shown: Shown;

  constructor(
    private readonly steps: { atOnce: Activities; patiently: Activities },
    /** As the start has told operators; a run that goes on from another begins with what that one showed. */
    shown: Shown,
  ) {
    const { typedSearchAttributes: told } = workflowInfo();
    this.shown = {
      stage: told.get(searchAttributes.stage) ?? shown.stage,
      blockedReason: (told.get(searchAttributes.blockedReason) as BlockedReason | undefined) ?? shown.blockedReason,
    };
  }

  /** The story's own, one at a time: in the workflow task if it can be had there, else as an activity that operators see, for as long as it takes. */
  async step<N extends keyof Activities>(name: N, ...args: Argument<Activities, N>): Promise<Answer<Activities, N>> {
    type Step = (...given: typeof args) => Promise<Answer<Activities, N>>;
    try {
      return await (this.steps.atOnce[name] as Step)(...args);
    } catch (failure) {
      // A local activity's own failure comes bare, without an ActivityFailure around it.
      if (!(failure instanceof TemporalFailure) || isCancellation(failure)) throw failure;
      return await (this.steps.patiently[name] as Step)(...args);
    }
  }

  /**
   * Of a handler, or of what runs beside the story. Never in the workflow task: of two local activities at once the results come
   * one after the other, but a replay hands them over together, and the story between them would not happen again.
   */
  stepBeside<N extends keyof Activities>(name: N, ...args: Argument<Activities, N>): Promise<Answer<Activities, N>> {
    type Step = (...given: typeof args) => Promise<Answer<Activities, N>>;
    return (this.steps.patiently[name] as unknown as Step)(...args);
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

  /** Temporal suggests a new run: the history has grown long. Asked where nothing of the story is half done. */
  get isLong(): boolean {
    return workflowInfo().continueAsNewSuggested && patched('continues-as-new');
  }

  /**
   * The story goes on in a new run with an empty history. Nothing is carried over, for a run begins with a look at the facts, which
   * also answers each knock that came until now: so none is lost. Messages that are being answered are answered first. A message to a
   * person that is under way is given up here and taken up there; its lease keeps it from leaving twice.
   */
  async continueAsNew<Story extends Workflow>(...args: Parameters<Story>): Promise<never> {
    this.isLeaving = true;
    this.restart();
    await condition(allHandlersFinished);
    return continueAsNew<Story>(...args);
  }

  /** A knock, an answer, the end of something beside, or the alarm. */
  async somethingNew(): Promise<void> {
    const isNew = () => this.news || this.knocked || this.rang;
    if (!isNew()) await condition(isNew); // every promise costs the SDK a stack trace
    this.news = false;
  }

  isPast(time: string | null): boolean {
    return time !== null && Date.parse(time) <= Date.now();
  }

  /** One timer, for the first of these moments; it stands as long as that moment does, and none begins once all `isOver`. */
  setAlarm(moments: readonly (string | null | undefined)[], summary: (at: string) => string, isOver: boolean): void {
    const at = moments.filter((time) => typeof time === 'string').sort()[0];
    if (this.alarm?.at === at) return;
    this.alarm?.scope.cancel();
    delete this.alarm;
    if (at === undefined || isOver) return;
    const alarm = { at, scope: new CancellationScope() };
    this.alarm = alarm;
    const nap = Math.max(Date.parse(at) - Date.now(), shortestNap);
    const ring = () => {
      if (this.alarm === alarm) delete this.alarm;
      this.rang = true;
    };
    alarm.scope.run(() => sleep(nap, { summary: summary(at) })).then(ring, () => undefined);
  }

  /** One upsert a change, with all that changed. */
  show({ stage, blockedReason }: Shown, details: string): void {
    setCurrentDetails(details);
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

interface Shown {
  stage: string;
  blockedReason: BlockedReason | null;
}

/** Why a step that gave up waits for a person; undefined when it was only told to stop. */
export function failureReason(failure: unknown, whenTooLate: BlockedReason): BlockedReason | undefined {
  if (isCancellation(failure)) return undefined;
  if (!(failure instanceof ActivityFailure)) throw failure;
  const { cause } = failure;
  if (!(cause instanceof ApplicationFailure)) return whenTooLate;
  return cause.type === 'mail-refused' || cause.type === 'mail-undelivered' ? cause.type : whenTooLate;
}
