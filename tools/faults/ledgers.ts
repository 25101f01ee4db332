import type { Facts } from './facts.js';
import type { BusyWhile } from './machine-pace.js';

/**
 * The four books of a run, and what was done to it meanwhile. Nobody of the product keeps all of them, so they can only agree
 * when the product kept its promises.
 */

type RegistrationAct = 'register' | 'resend' | 'correct-email' | 'create-password' | 'follow' | 'decide';
/** `look`: whether a session is still open. */
type AccountAct = 'sign-in' | 'look' | 'ask-reset' | 'reset-password' | 'change-password';

/** One request as its client saw it (a). */
export interface Told {
  /** Number of the journey that the driver was on. */
  journey: number;
  act: RegistrationAct | AccountAct;
  method: string;
  path: string;
  /** `Idempotency-Key`, or the update id of an operator's decision. */
  key?: string;
  /** `X-Correlation-Id`: the audit's lines of this request carry it too. */
  correlationId?: string;
  /** The session that was sent along, `name=value`, and the one that the answer opened. */
  cookie?: string;
  opened?: string;
  /** The device cookie that was sent along, and the one that the answer gave. */
  device?: string;
  given?: string;
  /** What mattered of the body. */
  request: Record<string, unknown>;
  /** Null when no answer came. */
  status: number | null;
  body: unknown;
  /** Epoch, ms. */
  sentAt: number;
  answeredAt: number;
}

interface TimerLine {
  startedAt: Date;
  dueAt: Date;
  firedAt?: Date;
  canceledAt?: Date;
}
export interface ActivityLine {
  type: string;
  attempts: number;
  end: 'completed' | 'failed' | 'timed-out' | 'canceled' | 'pending';
  /** Of the attempt before the last, or of the end. */
  failure?: { type: string; message: string };
}
/** One run of a journey, from its fetched history and its description (c). */
export interface JourneyRun {
  journey: 'registration' | 'password-reset' | 'lockout' | 'account-mail';
  /** What it is told apart by: a case number, an account, or a lock. */
  subject: string;
  /** Of a journey about an account: of the registration that the account came from. */
  caseNumber: string;
  runId: string;
  /** As Temporal names it: `RUNNING`, `COMPLETED`, `TERMINATED` … */
  status: string;
  /** Search attribute. */
  stage: string | undefined;
  startedAt: Date;
  /** What the workflow returned. */
  ending: string | undefined;
  timers: TimerLine[];
  activities: ActivityLine[];
  taskFailures: { cause: string; message: string }[];
  /** 0 when no workflow task waits. */
  pendingTaskAttempt: number;
  /** Why the current code cannot replay it; undefined when it can, or nobody tried. */
  replayFailure?: string | undefined;
  /** Everything of it that an operator can read, payloads decoded. */
  clearText: string;
}

/** A message as the inbox received it (d). */
export interface ReceivedMail {
  to: string;
  subject: string;
  receivedAt: Date;
  links: string[];
  code: string | null;
  messageId: string | null;
  text: string;
}

/** An attempt to hand a message to the relay, as it passed on the cable. */
export interface HandOver {
  /** Epoch, ms. */
  at: number;
  /** The message's name in the envelope's sender, and in its Message-ID; that one is undefined where the content never came. */
  envelopeName: string;
  messageName: string | undefined;
  recipient: string;
  /** The relay's refusal, else its last answer: 250 also before the content, 354 when none came behind it, undefined when none came at all. */
  reply: number | undefined;
}

/** Something that was done to the product, or ordered to go wrong. */
export interface FaultSpan {
  kind: string;
  /** Process, service or connection it struck; a mail address when only that one was concerned. */
  part: string;
  /** Epoch, ms. */
  from: number;
  /** When all answered again. */
  to: number;
}

export interface Ledgers {
  told: Told[];
  facts: Facts;
  journeys: JourneyRun[];
  inbox: ReceivedMail[];
  handOvers: HandOver[];
  /** Recorded histories of earlier releases that today's workflows would tell otherwise. */
  misread: { file: string; failure: string }[];
  faults: FaultSpan[];
  /** How much of the machine the run had; empty where that was not measured. */
  busy: readonly BusyWhile[];
  /** Lines that the processes wrote. */
  logs: { name: string; text: string }[];
  /** Names, addresses, phones, passwords, tokens, codes and keys that were used. */
  secrets: ReadonlySet<string>;
  /** When facts and journeys were read; the run was at rest. */
  readAt: Date;
}

/** A promise that was not kept. */
export interface Violation {
  invariant: `I${number}`;
  caseNumber?: string;
  text: string;
}
export type Invariant = (ledgers: Ledgers) => Violation[];
