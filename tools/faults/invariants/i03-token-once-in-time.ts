import { createHash } from 'node:crypto';
import { casesOf, type CaseLedger } from '../case-ledgers.js';
import type { Invariant, Ledgers, LinkFact, Told } from '../ledgers.js';

/** I3: a token succeeds at most once, until its deadline and never after, never after a newer one or a corrected address. */
export const tokenOnceInTime: Invariant = (ledgers) =>
  casesOf(ledgers).flatMap((one) => [
    ...[...twice(one), ...tooLate(one)],
    ...[...tooEarly(one), ...outdated(one, ledgers)],
  ]);

const succeeded = ({ told }: CaseLedger): Told[] =>
  told.filter(({ act, status }) => act === 'create-password' && status === 200);

function twice(one: CaseLedger): ReturnType<Invariant> {
  const { caseNumber } = one.registration;
  const [answers, used] = [succeeded(one).length, one.links.filter(({ usedAt }) => usedAt).length];
  if (answers <= 1 && used <= 1) return [];
  return [{ invariant: 'I3', caseNumber, text: `${answers} passwords were accepted, ${used} links are used` }];
}

/** The database's clock wrote both. */
function tooLate({ registration: { caseNumber }, links }: CaseLedger): ReturnType<Invariant> {
  return links
    .filter(({ usedAt, expiresAt }) => usedAt && usedAt >= expiresAt)
    .map(({ usedAt, expiresAt }) => ({
      ...{ invariant: 'I3', caseNumber },
      text: `a link that ended at ${expiresAt.toISOString()} was used at ${usedAt?.toISOString()}`,
    }));
}

/** Told that it had expired while it was good: only where no later mail has moved its end. */
function tooEarly({ registration, links, mails, told }: CaseLedger): ReturnType<Invariant> {
  const { caseNumber, endedAt } = registration;
  if (mails.filter(({ kind }) => kind === 'creation').length > 1) return [];
  return told
    .filter(({ act, body }) => act === 'create-password' && (body as { code?: string } | null)?.code === 'link-expired')
    .filter(({ request, answeredAt }) => {
      const link = links.find(({ tokenHash }) => tokenHash === hashOf(request.token));
      return link && link.expiresAt.getTime() > answeredAt && (endedAt?.getTime() ?? Infinity) > answeredAt;
    })
    .map(({ answeredAt }) => ({
      ...{ invariant: 'I3', caseNumber },
      text: `a link was refused as expired at ${new Date(answeredAt).toISOString()}, before its end`,
    }));
}

function outdated(one: CaseLedger, { inbox }: Ledgers): ReturnType<Invariant> {
  const { caseNumber } = one.registration;
  const linkOf = new Map(one.links.map((link) => [link.tokenHash, link]));
  return succeeded(one).flatMap(({ request, sentAt }) => {
    const link = linkOf.get(hashOf(request.token));
    if (!link) return []; // by code: the link it belongs to is not known from outside
    const newer = inbox.some(
      ({ links, receivedAt }) =>
        receivedAt.getTime() < sentAt && links.some((url) => isNewer(linkOf.get(hashOf(tokenIn(url))), link)),
    );
    const carriers = inbox.filter(({ links }) => links.some((url) => tokenIn(url) === request.token));
    // By address: a link's own date is that of its transaction's start, which may have waited for the correction.
    const corrected = one.told.some(
      (other) =>
        other.act === 'correct-email' &&
        other.status === 202 &&
        other.answeredAt < sentAt &&
        carriers.some(({ to }) => to !== other.request.email),
    );
    if (!newer && !corrected) return [];
    const why = newer ? 'a newer one had arrived' : 'its address had been corrected';
    return [{ invariant: 'I3' as const, caseNumber, text: `a link was accepted though ${why}` }];
  });
}

const isNewer = (other: LinkFact | undefined, link: LinkFact): boolean =>
  other !== undefined && other.id !== link.id && other.issuedAt > link.issuedAt;

const hashOf = (token: unknown): string =>
  createHash('sha256')
    .update(typeof token === 'string' ? token : '')
    .digest('hex');

/** The secret of an e-mailed link (`contract.md` §2). */
export const tokenIn = (url: string): string | undefined =>
  /\/mot-de-passe\/(?:creer|reinitialiser)\/([A-Za-z0-9_-]{22,86})/u.exec(url)?.[1];
