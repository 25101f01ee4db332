import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';
import type { Moment } from './moment.js';

/** Temporal's timers are exact to a second. Where the database's clock is behind ours, it is asked again after this long, ms. */
const shortestTimer = 1_000;

/** What wakes a story: the signal that the facts have changed, its one timer, the end of a background task. */
export class Wakeups {
  /** This run is at its end and another one takes the story up: an answer that waits is given now. */
  isLeaving = false;
  private isSignalled = false;
  private hasTimerFired = false;
  private isWoken = false;
  private timer?: { at: string; scope: CancellationScope };
  private readonly tasks = new Map<string, CancellationScope>();

  /** The facts have changed: the story is to read them. */
  signal(): void {
    this.isSignalled = true;
  }

  /** A signal has come that the story has not taken yet. */
  get hasSignal(): boolean {
    return this.isSignalled;
  }

  /** Whether a signal has come since the last time; one reading answers all of them. */
  takeSignal(): boolean {
    const isSignalled = this.isSignalled;
    this.isSignalled = false;
    return isSignalled;
  }

  /** Whether the timer has fired since the last time. */
  takeTimer(): boolean {
    const hasTimerFired = this.hasTimerFired;
    this.hasTimerFired = false;
    return hasTimerFired;
  }

  /** The story looks once more at what it knows. */
  wake(): void {
    this.isWoken = true;
  }

  /** Runs `work` without holding the story up, one task of a name at a time; its end wakes the story. */
  inBackground(name: string, work: () => Promise<void>): void {
    if (this.tasks.has(name)) return;
    const scope = new CancellationScope();
    this.tasks.set(name, scope);
    const end = () => {
      if (this.tasks.get(name) === scope) this.tasks.delete(name);
      this.wake();
    };
    scope.run(work).then(end, (error: unknown) => {
      end();
      if (!isCancellation(error)) throw error;
    });
  }

  isRunning(name: string): boolean {
    return this.tasks.has(name);
  }

  /** Ends what waits between two tries, so that the story begins it again now. */
  cancelTasks(): void {
    for (const scope of this.tasks.values()) scope.cancel();
    this.tasks.clear();
    this.wake();
  }

  /** Before another run: background tasks end, and whoever waits for an answer of this run gets one. */
  leave(): void {
    this.isLeaving = true;
    this.cancelTasks();
  }

  /** Waits for the next wake-up. One timer stands, until `moment`; where none is given, one that stands is left alone. */
  async next(moment: Moment | undefined): Promise<void> {
    if (moment && moment.at !== this.timer?.at) this.startTimer(moment);
    const isAwake = () => this.isWoken || this.isSignalled || this.hasTimerFired;
    if (!isAwake()) await condition(isAwake); // every promise costs the SDK a stack trace
    this.isWoken = false;
  }

  private startTimer({ at, summary }: Moment): void {
    this.timer?.scope.cancel();
    const timer = { at, scope: new CancellationScope() };
    this.timer = timer;
    const duration = Math.max(Date.parse(at) - Date.now(), shortestTimer);
    const fire = () => {
      if (this.timer === timer) delete this.timer;
      this.hasTimerFired = true;
    };
    timer.scope.run(() => sleep(duration, { summary })).then(fire, () => undefined);
  }
}
