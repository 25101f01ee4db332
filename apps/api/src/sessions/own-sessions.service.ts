import { Inject, Injectable } from '@nestjs/common';
import type { OpenSessions } from '@app/contracts/http';
import { audit, crashPoint, endOtherSessions, hashOf, listSessions } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { Caller } from '../caller.js';
import { SETTINGS } from '../settings.provider.js';
import type { SignedIn } from './signed-in.js';

/** What a person sees and closes of their own sessions. */
@Injectable()
export class OwnSessionsService {
  constructor(
    private readonly orm: MikroORM,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** The newest first. `sessionId`: of the cookie that asks. */
  async list({ accountId }: SignedIn, sessionId: string): Promise<z.infer<typeof OpenSessions>> {
    const { sessionIdle, sessionLifetime } = this.settings;
    const limits = { idle: sessionIdle.text, lifetime: sessionLifetime.text };
    const rows = await listSessions(this.orm.em.fork(), accountId, hashOf(sessionId), limits);
    return {
      sessions: rows.map(({ current, openedAt, seenAt }) => ({
        current,
        openedAt: new Date(openedAt).toISOString(),
        seenAt: new Date(seenAt).toISOString(),
      })),
    };
  }

  async closeOthers({ accountId }: SignedIn, sessionId: string, { address, correlationId }: Caller): Promise<void> {
    await this.orm.em.fork().transactional(async (tx) => {
      await endOtherSessions(tx, accountId, hashOf(sessionId));
      await audit(tx, {
        event: 'sessions.closed',
        actor: 'person',
        subject: accountId,
        outcome: 'others-closed',
        address,
        correlationId,
      });
      crashPoint('api.sessions.before-closed');
    });
    crashPoint('api.sessions.after-closed');
  }

  async signedOut({ accountId }: SignedIn, { address, correlationId }: Caller): Promise<void> {
    const line = { event: 'session.closed', actor: 'person', subject: accountId, outcome: 'signed-out' };
    crashPoint('api.sign-out.before-audit');
    await audit(this.orm.em.fork(), { ...line, address, correlationId });
    crashPoint('api.sign-out.after-audit');
  }
}
