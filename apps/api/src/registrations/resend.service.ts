import { Inject, Injectable } from '@nestjs/common';
import type { ResendReceipt } from '@app/contracts/http';
import { maskEmail } from '@app/domain';
import { audit, makeAnotherMailDue, readResendable, writeNotice } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { once } from '../idempotency.js';
import { type FreshNotice, JourneysClient } from '../journeys-client.js';
import { problem } from '../problem.js';
import { SETTINGS } from '../settings.provider.js';
import { lockRegistration } from './locked-registration.js';

type Receipt = z.infer<typeof ResendReceipt>;

/** F5: « Vous en envoyer un nouveau ». A request past a limit changes nothing (R14, R23). */
@Injectable()
export class ResendService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
    private readonly journeys: JourneysClient,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async resend(publicId: string, key: string | undefined, caller: Caller): Promise<Receipt | undefined> {
    await this.limits.spend('resend', caller);
    let notice: FreshNotice | undefined;
    const request = { route: 'resend', key, content: { publicId } } as const;
    const { answer } = await once<Receipt>(this.orm.em.fork(), request, async (tx) => {
      const { id, caseNumber, status, blockedReason, email } = await lockRegistration(tx, publicId);
      if (status !== 'awaiting-password') throw problem('nothing-to-resend');
      if (blockedReason) throw problem('registration-blocked');
      const { wait } = await this.resendable(tx, id);
      if (wait > 0) throw problem('resend-too-soon', { retryAfter: wait });

      await makeAnotherMailDue(tx, id);
      const { correlationId, address } = caller;
      await audit(tx, {
        event: 'mail.asked',
        actor: 'person',
        subject: caseNumber,
        outcome: 'due',
        address,
        correlationId,
      });
      const noticeId = await writeNotice(tx, { journey: 'registration', subject: caseNumber, correlationId });
      notice = { caseNumber, noticeId };
      const { at } = await this.resendable(tx, id);
      return { registrationId: id, answer: { status: 202, body: { sentTo: maskEmail(email), canResendAt: at } } };
    });
    if (notice) this.journeys.signalInBackground(notice);
    return answer?.body;
  }

  /** From when on, and in how many whole seconds, by the database's clock. */
  private async resendable(tx: EntityManager, id: string): Promise<{ at: string; wait: number }> {
    const { at, wait } = await readResendable(tx, id, this.settings);
    return { at: new Date(at).toISOString(), wait };
  }
}
