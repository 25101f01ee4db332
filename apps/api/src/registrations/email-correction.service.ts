import { Inject, Injectable } from '@nestjs/common';
import type { EmailCorrection, EmailCorrectionReceipt } from '@app/contracts/http';
import { maskEmail } from '@app/domain';
import {
  audit,
  crashPoint,
  isOwnerKey,
  makeAddressChangedDue,
  makeAnotherMailDue,
  replaceAddress,
  secondsUntilOneLess,
  writeNotice,
} from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { type FreshNotice, JourneysClient } from '../journeys-client.js';
import { problem } from '../problem.js';
import { SETTINGS } from '../settings.provider.js';
import { lockRegistration } from './locked-registration.js';

/**
 * The browser that registered corrects the address, until the password is created. Every link of the old address dies in
 * this transaction (R24) and the old address is told. Also the way out of a case blocked because mail was refused there.
 */
@Injectable()
export class EmailCorrectionService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
    private readonly journeys: JourneysClient,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async correct(
    publicId: string,
    { ownerKey, email }: z.infer<typeof EmailCorrection>,
    caller: Caller,
  ): Promise<z.infer<typeof EmailCorrectionReceipt>> {
    await this.limits.spend('correction', caller);
    const notice = await this.orm.em.fork().transactional(async (tx): Promise<FreshNotice> => {
      const registration = await lockRegistration(tx, publicId);
      const { id, caseNumber, status } = registration;
      if (!isOwnerKey(ownerKey, registration, this.settings.linkKeys)) throw problem('owner-key-refused');
      if (status !== 'awaiting-password') throw problem('nothing-to-resend');
      await this.refuseManyADay(tx, id);

      await replaceAddress(tx, id, email);
      const number = await makeAnotherMailDue(tx, id);
      const changed = email !== registration.email;
      if (changed) await makeAddressChangedDue(tx, id, number, registration.email);
      const { correlationId, address } = caller;
      const outcome = changed ? 'changed' : 'same';
      await audit(tx, {
        event: 'email.corrected',
        actor: 'person',
        subject: caseNumber,
        outcome,
        address,
        correlationId,
      });
      const noticeId = await writeNotice(tx, { journey: 'registration', subject: caseNumber, correlationId });
      crashPoint('api.email.before-commit');
      return { caseNumber, noticeId };
    });
    crashPoint('api.email.after-commit');
    this.journeys.signalInBackground(notice);
    return { sentTo: maskEmail(email) };
  }

  /** Each correction is a mail to an address somebody typed: it counts with the mails asked for. */
  private async refuseManyADay(tx: EntityManager, id: string): Promise<void> {
    const retryAfter = await secondsUntilOneLess(tx, id, this.settings);
    if (retryAfter !== undefined) throw problem('too-many-requests', { retryAfter });
  }
}
