import { createHash } from 'node:crypto';
import { type AccountLedger, accountsOf } from '../account-ledgers.js';
import { casesOf, type CaseLedger } from '../case-ledgers.js';
import type { LinkFact, MailFact } from '../facts.js';
import type { Invariant, Ledgers, Told, Violation } from '../ledgers.js';

/** I3: a token succeeds at most once, until its deadline and never after, never after a newer one or a corrected address. */
export const tokenOnceInTime: Invariant = (ledgers) => [
  ...casesOf(ledgers).flatMap((one) => {
    const links = creationLinks(one);
    return [
      ...twice(one),
      ...tooLate(links),
      ...tooEarly(links),
      ...outdated(links, ledgers),
      ...corrected(one, ledgers),
    ];
  }),
  ...accountsOf(ledgers).flatMap((one) => {
    const links = resetLinks(one);
    return [...reused(links, one), ...tooLate(links), ...tooEarly(links), ...outdated(links, ledgers)];
  }),
];

/** Links of one purpose to one person, and what was tried with them. */
interface LinkLedger {
  caseNumber: string;
  links: LinkFact[];
  /** That carried them. */
  mails: MailFact[];
  told: Told[];
  /** When all of them ended at once, epoch, ms. */
  endedAt: number;
}

const creationLinks = ({ registration: { caseNumber, endedAt }, links, mails, told }: CaseLedger): LinkLedger => ({
  ...{ caseNumber, links, endedAt: endedAt?.getTime() ?? Infinity },
  mails: mails.filter(({ kind }) => kind === 'creation'),
  told: told.filter(({ act }) => act === 'create-password'),
});
const resetLinks = ({ caseNumber, links, mails, told }: AccountLedger): LinkLedger => ({
  ...{ caseNumber, links, endedAt: Infinity },
  mails: mails.filter(({ kind }) => kind === 'reset'),
  told: told.filter(({ act }) => act === 'reset-password'),
});

const succeeded = (told: Told[]): Told[] => told.filter(({ status }) => status === 200);

function twice(one: CaseLedger): Violation[] {
  const { caseNumber, links, told } = creationLinks(one);
  const [answers, used] = [succeeded(told).length, links.filter(({ usedAt }) => usedAt).length];
  if (answers <= 1 && used <= 1) return [];
  return [{ invariant: 'I3', caseNumber, text: `${answers} passwords were accepted, ${used} links are used` }];
}

/** Each reset uses one link, and kills the others. */
function reused({ caseNumber, links, told }: LinkLedger, { audits }: AccountLedger): Violation[] {
  const [resets, used] = [
    audits.filter(({ event }) => event === 'password.reset').length,
    links.filter(({ usedAt }) => usedAt).length,
  ];
  const tokens = Map.groupBy(succeeded(told), ({ request }) => request.token ?? request.code);
  const again = [...tokens.values()].filter((all) => all.length > 1);
  return [
    ...again.map((all) => ({
      ...{ invariant: 'I3' as const, caseNumber },
      text: `a reset’s link succeeded ${all.length} times`,
    })),
    ...(resets === used
      ? []
      : [{ invariant: 'I3' as const, caseNumber, text: `${resets} resets, ${used} links are used` }]),
  ];
}

/** The database's clock wrote both. */
function tooLate({ caseNumber, links }: LinkLedger): Violation[] {
  return links
    .filter(({ usedAt, expiresAt }) => usedAt && usedAt >= expiresAt)
    .map(({ usedAt, expiresAt }) => ({
      ...{ invariant: 'I3', caseNumber },
      text: `a link that ended at ${expiresAt.toISOString()} was used at ${usedAt?.toISOString()}`,
    }));
}

/** Told that it had expired while it was good: only where no later mail has moved its end. */
function tooEarly({ caseNumber, links, mails, told, endedAt }: LinkLedger): Violation[] {
  if (mails.length > 1) return [];
  return told
    .filter(({ body }) => (body as { code?: string } | null)?.code === 'link-expired')
    .filter(({ request, answeredAt }) => {
      const link = links.find(({ tokenHash }) => tokenHash === hashOf(request.token));
      return link && link.expiresAt.getTime() > answeredAt && endedAt > answeredAt;
    })
    .map(({ answeredAt }) => ({
      ...{ invariant: 'I3', caseNumber },
      text: `a link was refused as expired at ${new Date(answeredAt).toISOString()}, before its end`,
    }));
}

function outdated({ caseNumber, links, told }: LinkLedger, { inbox }: Ledgers): Violation[] {
  const linkOf = new Map(links.map((link) => [link.tokenHash, link]));
  return succeeded(told).flatMap(({ request, sentAt }) => {
    const link = linkOf.get(hashOf(request.token));
    if (!link) return []; // by code: the link it belongs to is not known from outside
    const newer = inbox.some(
      (mail) =>
        mail.receivedAt.getTime() < sentAt && mail.links.some((url) => isNewer(linkOf.get(hashOf(tokenIn(url))), link)),
    );
    return newer
      ? [{ invariant: 'I3' as const, caseNumber, text: 'a link was accepted though a newer one had arrived' }]
      : [];
  });
}

function corrected(one: CaseLedger, { inbox }: Ledgers): Violation[] {
  const { caseNumber, told } = creationLinks(one);
  const byLink = succeeded(told).filter(({ request }) => request.token !== undefined);
  return byLink.flatMap(({ request, sentAt }) => {
    const carriers = inbox.filter(({ links }) => links.some((url) => tokenIn(url) === request.token));
    // By address: a link's own date is that of its transaction's start, which may have waited for the correction.
    const isSo = one.told.some(
      (other) =>
        other.act === 'correct-email' &&
        other.status === 202 &&
        other.answeredAt < sentAt &&
        carriers.some(({ to }) => to !== other.request.email),
    );
    const text = 'a link was accepted though its address had been corrected';
    return isSo ? [{ invariant: 'I3' as const, caseNumber, text }] : [];
  });
}

const isNewer = (other: LinkFact | undefined, link: LinkFact): boolean =>
  other !== undefined && other.id !== link.id && other.issuedAt > link.issuedAt;

const hashOf = (token: unknown): string =>
  createHash('sha256')
    .update(typeof token === 'string' ? token : '')
    .digest('hex');

/** The secret of an e-mailed link (`docs/contract.md` §2). */
export const tokenIn = (url: string): string | undefined =>
  /\/mot-de-passe\/(?:creer|reinitialiser)\/([A-Za-z0-9_-]{22,86})/u.exec(url)?.[1];
