import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { codesOf, replyOf, type SmtpFault, smtpFault } from './smtp-fault.js';
import { exchange } from './smtp-session.js';
import type { HandOver, OutgoingMessage } from './transport.js';

/** `isStale`: the connection ended before the relay asked for the content, as one does that was idle for too long. */
export type Conversation = HandOver & { isStale: boolean };

/**
 * MAIL FROM to the answer after the final dot, on a greeted connection. It is closed unless the outcome is `accepted`.
 *
 * nodemailer pulls the content when the relay has answered 354, and sends the dot when the content ends: so the dot waits for
 * `beforeDot`, and never leaves once the connection is closed.
 */
export async function converse(
  connection: SMTPConnection,
  { envelope, raw }: OutgoingMessage,
  beforeDot: () => Promise<void>,
  deadline: AbortSignal,
): Promise<Conversation> {
  let isAsked = false;
  let mayDotLeave = false;
  let telling: Promise<void> | undefined;
  async function* content(): AsyncGenerator<Buffer> {
    isAsked = true;
    yield raw;
    await setImmediate(); // by now what was yielded is in the socket
    telling = beforeDot();
    await telling;
    mayDotLeave = !connection.destroyed;
  }

  try {
    const { response } = await exchange<SMTPConnection.SentMessageInfo>(connection, deadline, (done) =>
      connection.send(
        { from: envelope.from, to: [envelope.to] },
        Readable.from(content(), { objectMode: false }),
        done,
      ),
    );
    // A yes to half a message means nothing.
    if (!mayDotLeave) throw smtpFault('EPROTOCOL');
    return { outcome: 'accepted', reply: codesOf(response), isStale: false };
  } catch (error) {
    connection.close();
    // The facts are written, or refused, before anyone hears of the outcome; a refusal comes out as it is.
    await telling;
    const fault = error as SmtpFault;
    const outcome = outcomeOf(fault, mayDotLeave);
    const isLost = fault.responseCode === 421 || (!fault.responseCode && fault.code !== 'ETIMEDOUT');
    return { outcome, reply: replyOf(fault), isStale: isLost && !isAsked };
  }
}

/** RFC 5321 §3.8 (421: the relay is leaving) and RFC 4954 §6 (it does not let us in): nothing against this message. */
const aboutTheRelay = [421, 530, 534, 535, 538];

function outcomeOf({ responseCode = 0 }: SmtpFault, mayDotLeave: boolean): HandOver['outcome'] {
  if (aboutTheRelay.includes(responseCode)) return 'relay-away';
  if (responseCode >= 500) return 'refused';
  if (responseCode >= 400) return 'deferred';
  return mayDotLeave ? 'ambiguous' : 'deferred';
}
