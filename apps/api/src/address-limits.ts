import { BlockList, isIP, isIPv6 } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { crashPoint } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { type Caller, countedAs } from './caller.js';
import { problem } from './problem.js';
import { SETTINGS } from './settings.provider.js';

const [minute, hour] = [60, 3_600];

/**
 * What one client address may ask for, per route. Generous: a town hall or a ministry is often one address, and what
 * is guessable has limits of its own (codes: 5 wrong ones per address; resends: 5 a day per registration).
 */
const limits = {
  check: { points: 60, seconds: minute },
  // 64 at once for one SIRET are decided by the database, and from one address too (R02).
  registration: { points: 120, seconds: hour },
  // R23
  resend: { points: 20, seconds: hour },
  correction: { points: 20, seconds: hour },
  inspection: { points: 60, seconds: minute },
  password: { points: 60, seconds: minute },
  reset: { points: 20, seconds: hour },
  // Guesses at a person's names and address, and at who administers an establishment.
  recovery: { points: 20, seconds: hour },
  renewal: { points: 20, seconds: hour },
  // Well-formed identifiers are counted by the login guard.
  malformedSignIn: { points: 30, seconds: minute },
} as const;
export type LimitedAct = keyof typeof limits;

type Limiters = Record<LimitedAct, RateLimiterPostgres>;

/** Counted in PostgreSQL, so that all processes share them and a restart forgets none; without it, nothing passes. */
@Injectable()
export class AddressLimits implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  private readonly sharedProxies = new BlockList();
  private readonly ordinary: Limiters;
  private readonly tenfold: Limiters;

  constructor(@Inject(SETTINGS) private readonly settings: ApiSettings) {
    const patience = { connectionTimeoutMillis: 2_000, statement_timeout: 2_000 };
    this.pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 3, ...patience });
    // An idle connection that breaks would end the process; the next use opens another.
    this.pool.on('error', () => {});
    for (const network of settings.addressLimitsExempt) addTo(this.sharedProxies, network);
    this.ordinary = limiters(this.pool, 1);
    this.tenfold = limiters(this.pool, 10);
  }

  /** 429 `too-many-requests` once the address has used up what it may ask for. */
  async spend(act: LimitedAct, caller: Caller): Promise<void> {
    if (!this.settings.addressLimits) return;
    const limiter = (this.isShared(caller.address) ? this.tenfold : this.ordinary)[act];
    crashPoint('api.limit.before-count');
    await limiter.consume(countedAs(caller)).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw problem('too-many-requests', { retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)) });
    });
    crashPoint('api.limit.after-count');
  }

  /** Where a statement of its own counts what an address does, and how many times the ordinary limit applies. */
  countedUnder(name: string, caller: Caller): { key: string; factor: number } {
    const key = `${name}:${countedAs(caller)}`;
    if (!this.settings.addressLimits) return { key, factor: Infinity };
    return { key, factor: this.isShared(caller.address) ? 10 : 1 };
  }

  private isShared(address: string): boolean {
    return isIP(address) !== 0 && this.sharedProxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

function limiters(storeClient: pg.Pool, factor: number): Limiters {
  const store = { storeClient, tableName: 'rate_limit', tableCreated: true };
  const each = Object.entries(limits).map(([act, { points, seconds }]) => {
    // One of them sweeps for all: every five minutes, what ended over an hour ago.
    const sweeps = { clearExpiredByTimeout: act === 'check' && factor === 1 };
    return [
      act,
      new RateLimiterPostgres({ ...store, ...sweeps, keyPrefix: act, points: points * factor, duration: seconds }),
    ];
  });
  return Object.fromEntries(each) as Limiters;
}

function addTo(list: BlockList, network: string): void {
  const [address = '', bits] = network.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}
