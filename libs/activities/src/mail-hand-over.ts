import type { BlockingFailure } from '@app/contracts';
import { crashPoint } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ApplicationFailure, heartbeat } from '@temporalio/activity';
import type { LeasedMail } from './leased-mail.js';
import { leaseMail } from './mail-lease.js';
import {
  NoLongerWanted,
  recordAccepted,
  recordAmbiguous,
  recordDeferred,
  recordDotted,
  recordRefused,
  renewLease,
} from './mail-outcome.js';
import type { WaitingMail } from '@app/persistence';
import type { MailOwner } from './mail-owner.js';
import type { HandOver, MailTransport, OutgoingMessage } from './mail/transport.js';

export interface HandOverDeps {
  em: EntityManager;
  transport: MailTransport;
  /** Told every outcome, so that a relay that is away is left alone for a while. */
  onHandOver?: (outcome: HandOver['outcome']) => void;
}

/** Mail of one kind to one owner. */
export interface DueMail<Waiting extends WaitingMail, Details, Facts> {
  owner: MailOwner<Waiting, Details>;
  compose(mail: LeasedMail & Details): Promise<OutgoingMessage>;
  /** The owner's facts; they tell whether another one waits. */
  readFacts(): Promise<Facts>;
  isDue(facts: Facts): boolean;
}

/** Sends what is due of this kind, newest first, until nothing is; every ending is in `mail_send` before Temporal hears of it. */
export async function sendDue<Waiting extends WaitingMail, Details, Facts>(
  deps: HandOverDeps,
  due: DueMail<Waiting, Details, Facts>,
): Promise<Facts> {
  for (;;) {
    crashPoint('mail.before-lease');
    const lease = await leaseMail(deps.em, due.owner);
    crashPoint('mail.after-lease');
    if (lease.is === 'later') throw tryAgain('mail-busy', lease.seconds);
    if (lease.is === 'leased') await handOver(deps, due, lease.mail);
    const facts = await due.readFacts();
    if (!due.isDue(facts)) return facts;
  }
}

async function handOver<Waiting extends WaitingMail, Details, Facts>(
  { em, transport, onHandOver }: HandOverDeps,
  { owner, compose }: DueMail<Waiting, Details, Facts>,
  mail: LeasedMail & Details,
): Promise<void> {
  const stopBeating = keepAlive(em, mail);
  try {
    crashPoint('mail.before-hand-over');
    const result = await transport.handOver(await compose(mail), async () => {
      crashPoint('mail.before-dotted');
      await recordDotted(em, owner, mail);
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
      throw ApplicationFailure.nonRetryable(reply, 'mail-refused' satisfies BlockingFailure);
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

const tryAgain = (type: BlockingFailure, seconds?: number, message: string = type): ApplicationFailure =>
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
    renewLease(em, mail).catch(() => undefined); // the statements of the lease will tell if the database is away
  }, 1_000);
  return () => clearInterval(beat);
}
