/** `email`: no address · `email-local`: one whose part before the @ holds other letters than a to z. */
export type EmailFault = 'email' | 'email-local';

/** RFC 5321 §4.5.3.1, octets. */
const longest = { local: 64, domain: 253, whole: 254 };
/** RFC 5322 §3.2.3; between quotes nobody has an address any more, so quotes are refused. */
const dotAtom = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
const topLevel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/u;

/**
 * What mail accepts: `&` and its like before the @, domains of any script (as punycode on the wire). Letters outside ASCII
 * before the @ (RFC 6531) are refused at the door: too many relays bounce them, and the person would wait for a link in vain.
 */
export function emailFault(email: string): EmailFault | undefined {
  const { local, domain } = partsOf(email);
  const ascii = asciiDomain(domain);
  if (local === '' || ascii === undefined || isTooLong(local, ascii)) return 'email';
  if (/[^\p{ASCII}]/u.test(local)) return /[\p{L}\p{M}]/u.test(local) ? 'email-local' : 'email';
  return dotAtom.test(local) ? undefined : 'email';
}

/** The address as SMTP writes it: its domain in ASCII. What is no address comes out as it is. */
export function smtpAddress(email: string): string {
  const { local, domain } = partsOf(email);
  return `${local}@${asciiDomain(domain) ?? domain}`;
}

/** Whether two addresses reach one mailbox: whatever their case, and however their domain is written. */
export const isSameEmail = (one: string, other: string): boolean =>
  smtpAddress(one).toLowerCase() === smtpAddress(other).toLowerCase();

function partsOf(email: string): { local: string; domain: string } {
  const at = email.lastIndexOf('@');
  return { local: email.slice(0, Math.max(0, at)), domain: email.slice(at + 1) };
}

const isTooLong = (local: string, domain: string): boolean =>
  new TextEncoder().encode(local).length > longest.local ||
  domain.length > longest.domain ||
  local.length + 1 + domain.length > longest.whole;

/** By the rules of IDNA that browsers and Node share; undefined for what is no domain that takes mail. */
function asciiDomain(domain: string): string | undefined {
  if (/[\s/\\?#@:%[\]]/u.test(domain)) return undefined;
  const address = `http://${domain}`;
  const ascii = URL.canParse(address) ? new URL(address).hostname : '';
  const labels = ascii.split('.');
  return labels.length > 1 && labels.every((one) => label.test(one)) && topLevel.test(labels.at(-1) ?? '')
    ? ascii
    : undefined;
}
