/** What has been started so far, to be stopped in the opposite order, once, whenever that is asked. */
export class StoppablePieces {
  private stops: (() => Promise<void>)[] = [];
  private stopping: Promise<void> | undefined;

  /** Throws when stopping has begun meanwhile: the newcomer is stopped, too. */
  async add(stop: () => Promise<void>): Promise<void> {
    if (this.stopping) {
      await stop();
      throw new Error('Stopped while starting.');
    }
    this.stops.push(stop);
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) {
      await stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `Not everything could be stopped: ${failures.join('; ')}`);
  }
}
