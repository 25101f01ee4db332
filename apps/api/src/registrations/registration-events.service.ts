import { type BeforeApplicationShutdown, Inject, Injectable, type MessageEvent } from '@nestjs/common';
import { ChannelListener, registrationIdOf, registrationUpdatedAt } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { MikroORM } from '@mikro-orm/postgresql';
import { from, interval, map, merge, type Observable, share, Subject, takeUntil, timer } from 'rxjs';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { problem } from '../problem.js';
import { SETTINGS } from '../settings.provider.js';
import { knownPublicId } from './follow-registration.js';

/** Streams at once, of one process: pages that one address, or several for one case, may keep open. */
const most = { ofAddress: 100, ofCase: 20 };
/** Under the 30 s for which proxies usually wait for the next byte. */
const beatMs = 15_000;
/** A browser asks again by itself: no stream outlives a rolling start, nor a person who forgot the page, for long. */
const lifetimeMs = 30 * 60_000;
/** After a lost connection everyone looks again: not all in one moment. */
const spreadMs = 2_000;

/** What is told: nothing of the case, only that looking at it again is worth while. */
const changed: MessageEvent = { data: 'changed' };

/**
 * Tells the pages that wait for a case when it has changed (R59). PostgreSQL tells by NOTIFY at commit; one connection
 * hears for the whole process, so that a page that waits costs the database nothing.
 */
@Injectable()
export class RegistrationEvents implements BeforeApplicationShutdown {
  /** By the internal id of the case. */
  private readonly viewers = new Map<string, Set<Subject<MessageEvent>>>();
  private readonly open = new Map<string, number>();
  private readonly over = new Subject<void>();
  private isOver = false;
  private readonly beats = interval(beatMs).pipe(
    map((): MessageEvent => ({ comment: '' })),
    share(),
  );
  private readonly listener: ChannelListener;

  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.listener = new ChannelListener(settings.databaseUrl, 'registration_changed', {
      heard: (id) => this.viewers.get(id)?.forEach((viewer) => viewer.next(changed)),
      mayHaveMissed: () => this.tellEveryone(),
    });
  }

  /**
   * `seen`: the `updatedAt` that the caller knows; when the case is newer, the stream begins with that news. `left` aborts
   * when the stream ends, however it ends.
   */
  async follow(
    publicId: string,
    seen: string | undefined,
    caller: Caller,
    left: AbortSignal,
  ): Promise<Observable<MessageEvent>> {
    const known = knownPublicId(publicId);
    const { key, factor } = this.limits.countedUnder('stream', caller);
    this.count(key, most.ofAddress * factor, left);
    this.count(`case ${known}`, most.ofCase, left);
    await this.listener.ready();
    const id = await this.idOf(known);
    // Heard from here on, before looking: no change falls between.
    const viewer = this.addViewer(id, left);
    const isNews = seen !== undefined && (await this.updatedAt(id)) !== seen;
    const first: MessageEvent[] = [{ comment: '' }, ...(isNews ? [changed] : [])];
    return merge(from(first), viewer, this.beats).pipe(takeUntil(merge(this.over, timer(lifetimeMs))));
  }

  /** `app.close()` would wait for open streams. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isOver = true;
    this.over.next();
    await this.listener.close();
  }

  private count(key: string, limit: number, left: AbortSignal): void {
    const now = this.open.get(key) ?? 0;
    if (now >= limit) throw problem('too-many-requests', { retryAfter: 30 });
    if (this.isOver) throw problem('unavailable', { retryAfter: 1 });
    this.open.set(key, now + 1);
    whenAborted(left, () => {
      const rest = (this.open.get(key) ?? 1) - 1;
      if (rest === 0) this.open.delete(key);
      else this.open.set(key, rest);
    });
  }

  private addViewer(id: string, left: AbortSignal): Subject<MessageEvent> {
    const viewer = new Subject<MessageEvent>();
    const viewers = this.viewers.get(id) ?? new Set();
    this.viewers.set(id, viewers.add(viewer));
    whenAborted(left, () => {
      viewers.delete(viewer);
      if (viewers.size === 0) this.viewers.delete(id);
    });
    return viewer;
  }

  private tellEveryone(): void {
    for (const viewer of [...this.viewers.values()].flatMap((viewers) => [...viewers])) {
      timer(Math.random() * spreadMs)
        .pipe(takeUntil(this.over))
        .subscribe(() => viewer.next(changed));
    }
  }

  private async idOf(publicId: string): Promise<string> {
    const id = await registrationIdOf(this.orm.em.fork(), publicId);
    if (id === undefined) throw problem('registration-unknown');
    return id;
  }

  private async updatedAt(id: string): Promise<string | undefined> {
    const time = await registrationUpdatedAt(this.orm.em.fork(), id);
    return time && new Date(time).toISOString();
  }
}

function whenAborted(signal: AbortSignal, work: () => void): void {
  if (signal.aborted) work();
  else signal.addEventListener('abort', work, { once: true });
}
