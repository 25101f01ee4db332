import type { AuditFact } from '../facts.js';
import type { Ledgers } from '../ledgers.js';
import { at, copyOf, hashOf, line, mail, notice, run, told } from './ledger-lines.fixture.js';

export const resetToken = 'reset-token-reset-token-3';
const cookie = 'sid=first';

/**
 * The account's life went well: it signed in, failed three times, was locked, asked for a reset, chose another password and signed
 * in with that one.
 */
export function liveOn({ told: lines, facts, journeys, inbox }: Ledgers, caseNumber: string, accountId: string): void {
  const asked = (act: Parameters<typeof told>[0], seconds: number, status: number, more: object) => ({
    ...told(act, caseNumber, status, { correlationId: `${act}-${seconds}`, body: {}, ...more }),
    ...{ sentAt: at(seconds).getTime(), answeredAt: at(seconds + 1).getTime() },
  });
  const using = (password: string) => ({ request: { caseNumber, password } });
  const refused = (code: string) => ({ ...using('a-wrong-one'), body: { code } });
  lines.push(
    asked('sign-in', 12, 201, { ...using('the-first'), opened: cookie }),
    asked('look', 14, 200, { cookie }),
    asked('sign-in', 16, 401, refused('credentials-refused')),
    asked('sign-in', 18, 401, refused('credentials-refused')),
    asked('sign-in', 20, 401, refused('identifier-locked')),
    asked('sign-in', 22, 401, { ...using('the-first'), body: { code: 'identifier-locked' } }),
    asked('ask-reset', 24, 202, {}),
    asked('reset-password', 30, 200, { request: { caseNumber, token: resetToken, password: 'the-second' } }),
    asked('look', 32, 401, { cookie }),
    asked('sign-in', 34, 201, { ...using('the-second'), opened: 'sid=second' }),
  );
  // In lines of `register`, the password of the registration is the first.
  for (const one of lines) if (one.act === 'create-password') Object.assign(one.request, { password: 'the-first' });

  const audit = (seconds: number, event: string, request: string, outcome = 'done'): AuditFact => ({
    ...line(accountId, event),
    ...{ at: at(seconds + 0.5), outcome, correlationId: request },
  });
  facts.audits.splice(
    ...([-1, 0] as const),
    audit(12, 'sign-in.accepted', 'sign-in-12'),
    ...[16, 18, 20].map((seconds) => audit(seconds, 'sign-in.refused', `sign-in-${seconds}`, 'credentials-refused')),
    audit(20, 'identifier.locked', 'sign-in-20'),
    audit(25, 'password-reset.asked', 'ask-reset-24', 'reset'),
    audit(30, 'identifier.unlocked', 'reset-password-30'),
    audit(30, 'password.reset', 'reset-password-30'),
    audit(34, 'sign-in.accepted', 'sign-in-34'),
  );
  const mails = (['reset', 'locked', 'password-changed'] as const).map((kind) =>
    mail(caseNumber, kind, { registrationId: null, accountId }),
  );
  const whose = { ...{ purpose: 'reset' as const, registrationId: null, accountId }, tokenHash: hashOf(resetToken) };
  facts.links.push({
    ...{
      id: 'reset',
      ...whose,
      issuedAt: at(25),
      liveAt: at(26),
      expiresAt: at(126),
      supersededAt: null,
      usedAt: at(30),
    },
  });
  facts.mails.splice(-1, 0, ...mails);
  inbox.push(...mails.map((each) => copyOf(each)));
  facts.lockouts.push({
    ...{ id: 'lock', accountId, lockedAt: at(20), endedAt: at(30), endedAs: 'unlocked' },
    ...{ guardIsLocked: false, guardFailures: 0 },
  });
  const requested = { id: 'asked', accountId, outcome: 'reset', correlationId: 'ask-reset-24' };
  facts.resetRequests.push({ ...requested, askedAt: at(24), handledAt: at(25) });
  const ended = { state: 'used', endedAt: at(30) };
  facts.resets.push({ id: 'reset', accountId, openedAt: at(25), deadline: at(126), ...ended });
  facts.sessions.push({ accountId, credentialsVersion: 2, openedAt: at(35) });
  Object.assign(facts.accounts.find(({ id }) => id === accountId) ?? {}, { credentialsVersion: 2 });
  const destinations = [
    'reset-request asked',
    'password-reset a',
    'password-reset a',
    'lockout lock',
    'lockout lock',
    'account-mail a',
  ];
  facts.notices.push(
    ...destinations.map((destination, index) => {
      const [journey, subject = ''] = destination.split(' ');
      return notice(subject, `of-account-${index}`, journey);
    }),
  );
  journeys.push(
    run(caseNumber, { journey: 'password-reset', subject: accountId, runId: 'reset', ending: 'used' }),
    run(caseNumber, { journey: 'lockout', subject: 'lock', runId: 'lock', ending: 'unlocked' }),
    run(caseNumber, { journey: 'account-mail', subject: accountId, runId: 'mail', ending: 'sent' }),
  );
}
