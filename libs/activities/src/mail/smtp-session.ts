import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type SmtpFault, smtpFault } from './smtp-fault.js';

export interface SessionLimits {
  /** ms; name look-up, connecting, greeting and TLS together. */
  connection: number;
  /** ms. */
  greeting: number;
  /** ms; silence of the relay within a conversation. */
  socket: number;
}

/**
 * A relay that has greeted us and, where the URL says who we are, let us in. `smtps:` is TLS from the first byte; `smtp:` turns to
 * TLS when the relay offers STARTTLS, and then insists on a certificate that holds. Rejects with an `SmtpFault`.
 */
export async function openSession(relay: URL, limits: SessionLimits, deadline: AbortSignal): Promise<SMTPConnection> {
  const secure = relay.protocol === 'smtps:';
  const connection = new SMTPConnection({
    host: relay.hostname.replace(/^\[|\]$/gu, ''),
    port: Number(relay.port) || (secure ? 465 : 587),
    secure,
    // Credentials never leave this machine in clear, whatever the relay offers.
    requireTLS: !secure && relay.username !== '' && !/^(?:localhost|127\.|\[::1\])/u.test(relay.hostname),
    connectionTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.socket,
    // A message that was stopped must not be finished by a polite farewell.
    socketCloseTimeout: 0,
  });
  // For good: an error of an idle connection would otherwise end the process.
  connection.on('error', () => undefined);
  try {
    await exchange<void>(connection, deadline, (done) => connection.connect(done));
    if (relay.username) {
      const credentials = { user: decodeURIComponent(relay.username), pass: decodeURIComponent(relay.password) };
      await exchange<boolean>(connection, deadline, (done) => connection.login({ credentials }, done));
    }
    return connection;
  } catch (fault) {
    connection.close();
    throw fault;
  }
}

/**
 * One exchange with the relay. nodemailer tells some faults to the callback, others by `error` only (a connection lost during AUTH),
 * and a few by `end` alone: the first word counts, and silence ends at the deadline. The caller closes a connection that failed.
 */
export function exchange<T>(
  connection: SMTPConnection,
  deadline: AbortSignal,
  start: (done: (fault?: SmtpFault | null, answer?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = () => {
      connection.off('error', fail).off('end', ended);
      deadline.removeEventListener('abort', late);
    };
    const fail = (fault: SmtpFault) => {
      forget();
      reject(fault as Error);
    };
    // The callback, which knows more, comes within the same turn.
    const ended = () => void setImmediate(fail, smtpFault('ECONNECTION'));
    const late = () => fail(smtpFault('ETIMEDOUT'));
    if (deadline.aborted) return late();
    connection.on('error', fail).on('end', ended);
    deadline.addEventListener('abort', late);
    start((fault, answer) => {
      if (fault) return fail(fault);
      forget();
      resolve(answer as T);
    });
  });
}
