import type { MailKind, RegistrationFacts, RegistrationMailActivities, RegistrationRef } from '@app/contracts';
import { crashPoint, readFacts } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ApplicationFailure, heartbeat } from '@temporalio/activity';
import type { LeasedMail } from './leased-mail.js';
import { leaseMail, type LedgerSettings } from './mail-lease.js';
import {
  NoLongerWanted,
  recordAccepted,
  recordAmbiguous,
  recordDeferred,
  recordDotted,
  recordRefused,
  renewLease,
} from './mail-outcome.js';
import type { HandOver, MailTransport } from './mail/transport.js';
import { composeRegistrationMail } from './registration-mail.js';

export interface RegistrationMailDeps {
  em: EntityManager;
  transport: MailTransport;
  settings: LedgerSettings & { mailFrom: string; publicUrl: string };
  /** Told every outcome, so that a relay that is away is left alone for a while. */
  onHandOver?: (outcome: HandOver['outcome']) => void;
}

export const registrationMailActivities = (deps: RegistrationMailDeps): RegistrationMailActivities => ({
  sendCreationMail: (ref) => send(deps, ref, 'creation'),
  sendReminder: (ref, kind) => send(deps, ref, kind),
  sendWelcomeMail: (ref) => send(deps, ref, 'welcome'),
  sendAddressChangedMail: (ref) => send(deps, ref, 'address-changed'),
  sendEndingMail: (ref, kind) => send(deps, ref, kind),
});

/** Sends what is due of this kind, newest first, until nothing is; every ending is in the ledger before Temporal hears of it. */
async function send(
  deps: RegistrationMailDeps,
  { caseNumber }: RegistrationRef,
  kind: MailKind,
): Promise<RegistrationFacts> {
  const { em, settings } = deps;
  for (;;) {
    crashPoint('mail.before-lease');
    const lease = await leaseMail(em, caseNumber, kind, settings);
    crashPoint('mail.after-lease');
    if (lease.is === 'done') return readFacts(em, caseNumber);
    if (lease.is === 'later') throw tryAgain('mail-busy', lease.seconds);
    await handOver(deps, lease.mail);
    const facts = await readFacts(em, caseNumber);
    if (!facts.due.includes(kind)) return facts;
  }
}

async function handOver(
  { em, transport, settings, onHandOver }: RegistrationMailDeps,
  mail: LeasedMail,
): Promise<void> {
  const stopBeating = keepAlive(em, mail);
  try {
    crashPoint('mail.before-hand-over');
    const result = await transport.handOver(await composeRegistrationMail(mail, settings), async () => {
      crashPoint('mail.before-dotted');
      await recordDotted(em, mail);
      crashPoint('mail.after-dotted');
    });
    onHandOver?.(result.outcome);
    crashPoint('mail.after-answer');
    await record(em, mail, result);
    crashPoint('mail.after-record');
  } catch (error) {
    if (!(error instanceof NoLongerWanted)) throw error;
  } finally {
    stopBeating();
  }
}

/** Codes only: what is thrown here is kept by Temporal in clear. */
async function record(em: EntityManager, mail: LeasedMail, { outcome, reply }: HandOver): Promise<void> {
  switch (outcome) {
    case 'accepted':
      return recordAccepted(em, mail, reply);
    case 'refused':
      await recordRefused(em, mail, reply);
      throw ApplicationFailure.nonRetryable(reply, 'mail-refused');
    case 'ambiguous':
      await recordAmbiguous(em, mail, reply);
      throw tryAgain('mail-ambiguous', 60, reply);
    case 'relay-away':
      await recordDeferred(em, mail, reply);
      // Soon: until the relay is back its queue is not polled, so waiting there costs nothing.
      throw tryAgain('mail-relay-away', 10, reply);
    case 'deferred':
      await recordDeferred(em, mail, reply);
      throw tryAgain('mail-deferred', undefined, reply);
  }
}

const tryAgain = (type: string, seconds?: number, message = type): ApplicationFailure =>
  ApplicationFailure.create({
    message,
    type,
    category: 'BENIGN',
    ...(seconds === undefined ? {} : { nextRetryDelay: `${seconds} seconds` as const }),
  });

/** Each second, so that a dead worker's message is taken over within seconds. */
function keepAlive(em: EntityManager, mail: LeasedMail): () => void {
  const beat = setInterval(() => {
    heartbeat();
    renewLease(em, mail).catch(() => undefined); // the ledger's own statements will tell if the database is away
  }, 1_000);
  return () => clearInterval(beat);
}
