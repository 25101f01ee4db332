import {
  audit,
  findHolder,
  type HeldResetRequest,
  holdHolder,
  holdRegistration,
  holdResetRequest,
  isMailLimited,
  makeAccountMailDue,
  makeAnotherMailDue,
  noteHandled,
  openReset,
  readMayResend,
  type ResendLimit,
  type ResetHolder,
  type ResetOutcome,
  writeNotice,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

export interface ResetLimits extends ResendLimit {
  /** `text`: a PostgreSQL interval. */
  resetLinkLifetime: { text: string };
}

/**
 * Looks up, behind the answer, whose reset was asked for, and decides what is mailed; once, however often it is called.
 * Two requests for one account are taken one after the other; one that is past a limit changes nothing (R23, R28). A limit counts mail
 * since the person last came back in by a link: what strangers asked for keeps no one from asking again (R50).
 */
export const takeResetRequest = (em: EntityManager, requestId: string, limits: ResetLimits): Promise<void> =>
  em.transactional(async (tx) => {
    const request = await holdResetRequest(tx, requestId);
    if (!request || request.isHandled) return;
    const { correlationId, address } = request;
    const holder = await holderOf(tx, request);
    const outcome = holder ? await decided(tx, holder, correlationId, limits) : 'unknown';
    await noteHandled(tx, requestId, { outcome, accountId: holder?.id ?? null });
    const line = { event: 'password-reset.asked', actor: 'person', subject: holder?.id ?? 'unknown', outcome };
    await audit(tx, { ...line, address, correlationId });
  });

async function holderOf(tx: EntityManager, { identifier }: HeldResetRequest): Promise<ResetHolder | undefined> {
  if (identifier === null) return undefined;
  const found = await findHolder(tx, identifier);
  if (!found) return undefined;
  await holdRegistration(tx, found.registrationId);
  return holdHolder(tx, found.id);
}

async function decided(
  tx: EntityManager,
  holder: ResetHolder,
  correlationId: string,
  limits: ResetLimits,
): Promise<ResetOutcome> {
  if (holder.status === 'pending') return askedOfRegistration(tx, holder, correlationId, limits);
  if (holder.hasExpired) {
    if (await isMailLimited(tx, holder.id, 'account-expired', { interval: '24 hours', perDay: 1 })) return 'limited';
    await makeAccountMailDue(tx, holder.id, 'account-expired');
    await writeNotice(tx, { journey: 'account-mail', subject: holder.id, correlationId });
    return 'account-expired';
  }
  const ofReset = { interval: limits.resendInterval.text, perDay: limits.resendsPerDay };
  if (await isMailLimited(tx, holder.id, 'reset', ofReset)) return 'limited';
  await openReset(tx, { accountId: holder.id, correlationId, lifetime: limits.resetLinkLifetime.text });
  await makeAccountMailDue(tx, holder.id, 'reset');
  await writeNotice(tx, { journey: 'password-reset', subject: holder.id, correlationId });
  return 'reset';
}

/** Whose first password is still to be created has a creation mail sent again, within that mail's own limits. */
async function askedOfRegistration(
  tx: EntityManager,
  { registrationId: id }: ResetHolder,
  correlationId: string,
  limits: ResetLimits,
): Promise<ResetOutcome> {
  const row = await readMayResend(tx, id, limits);
  if (!row?.may || id === null) return 'limited';
  await makeAnotherMailDue(tx, id);
  await writeNotice(tx, { journey: 'registration', subject: row.caseNumber, correlationId });
  return 'registration';
}
