/** What nodemailer says of an exchange that failed: the relay's own words (`response`), or the fault of the connection. */
export interface SmtpFault {
  response?: string;
  responseCode?: number;
  /** nodemailer's family (`ESOCKET`) … */
  code?: string;
  /** … and the system's own word (`ECONNREFUSED`). */
  originalCode?: string;
}

export const smtpFault = (code: string): Error & SmtpFault => Object.assign(new Error(code), { code });

/** `550 5.1.1`, `ECONNREFUSED`: never the words, which may name a person. */
export function replyOf(fault: unknown): string {
  const { response, originalCode, code } = fault as SmtpFault;
  return response ? codesOf(response) : (originalCode ?? code ?? 'unknown');
}

/** `550 5.1.1 <marie@…> unknown` → `550 5.1.1`. */
export const codesOf = (response: string): string =>
  /^(\d{3})(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?/u.exec(response)?.slice(1, 3).filter(Boolean).join(' ') ?? 'unknown';
