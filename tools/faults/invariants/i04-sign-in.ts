import { type AccountLedger, accountsOf } from '../account-ledgers.js';
import type { Invariant, Told, Violation } from '../ledgers.js';
import { isSurelyBefore, type Moment, momentsOf } from '../sign-in-moments.js';
import { staleSignIns } from '../passwords-in-turn.js';

/** `LOCKOUT_FAILURES`. */
const mostFailures = 3;
/** A session's row is written behind the answer's transaction: it may begin this long before the reset that it lost to, ms. */
const raceMs = 1_000;

/**
 * I4: at most three failed verifications between two successes or resets; once locked, no password is verified until a reset, which
 * unlocks at once, but for a known browser's own three; a replaced password never signs in again, and neither a session nor a known
 * browser outlives it; the audit says what clients were told.
 */
export const signIn: Invariant = (ledgers) =>
  accountsOf(ledgers).flatMap((one) => {
    const moments = momentsOf(one);
    const found = [
      ...[...tooMany(one, moments), ...afterTheLock(one, moments), ...lockedForNothing(one, moments)],
      ...knownAndRefused(one, moments),
      ...[...staleSignIns(one.told, moments), ...sessions(one, moments)],
      ...[...facts(one), ...audited(one)],
    ];
    return found.map((text): Violation => ({ invariant: 'I4', caseNumber: one.caseNumber, text }));
  });

const clears = ({ what }: Moment): boolean => what === 'accepted' || what === 'reset';

/** Counted where the order is certain: behind one success or reset, and before any other that may have come in between. */
function tooMany(one: AccountLedger, moments: Moment[]): string[] {
  const anchors: Moment[] = [
    { what: 'reset', from: -Infinity, to: -Infinity, told: undefined },
    ...moments.filter(clears),
  ];
  return anchors.flatMap((anchor) => {
    const others = anchors.filter((other) => other !== anchor && other.to > anchor.to);
    const until = firstOf(others);
    const failed = moments.filter(
      (moment) =>
        moment.what === 'refused' &&
        moment.to < until &&
        // An attempt that a reset overtook counts for neither side of it.
        Math.min(moment.from, moment.told?.sentAt ?? moment.from) > anchor.to,
    );
    const browsers = Map.groupBy(failed, ({ told }) => (told && isKnown(one, moments, told) ? browserOf(told) : ''));
    return [...browsers.values()]
      .filter(({ length }) => length > mostFailures)
      .map(({ length }) => `${length} passwords were verified and failed in a row`);
  });
}

const time = (epochMs: number): string => new Date(epochMs).toISOString().slice(11, -1);

const firstOf = (moments: Moment[]): number => Math.min(Infinity, ...moments.map(({ from }) => from));

function afterTheLock(one: AccountLedger, moments: Moment[]): string[] {
  const resets = moments.filter(({ what }) => what === 'reset');
  return moments
    .filter(({ what }) => what === 'locked')
    .flatMap((lock) => {
      // Also one that was over before we can be sure of the lock: its request may never have been answered.
      const until = firstOf(resets.filter(({ to }) => to > lock.from));
      const verified = moments.filter(
        ({ what, from, to, told }) =>
          (what === 'accepted' || what === 'refused') &&
          from > lock.to &&
          to < until &&
          !(told && isKnown(one, moments, told)),
      );
      return verified.map(
        ({ what, from }) =>
          `a password was verified and ${what} though the identifier was locked (${time(from)}, by ${time(lock.to)})`,
      );
    });
}

const browserOf = ({ device = '' }: Told): string => device.split('.')[0] ?? '';
const replaces = ({ what }: Moment): boolean => what === 'reset' || what === 'changed';

/** The answer that made the browser of a request a known one: the last of those that gave it this cookie. */
const giverOf = ({ told }: AccountLedger, { device, sentAt }: Told): Told | undefined =>
  device === undefined ? undefined : told.findLast(({ given, answeredAt }) => given === device && answeredAt <= sentAt);

/** No other password was set for certain between the answer that gave the cookie and the request that shows it. */
function isKnown(one: AccountLedger, moments: Moment[], told: Told): boolean {
  const giver = giverOf(one, told);
  return (
    giver !== undefined &&
    !moments.some((moment) => replaces(moment) && giver.answeredAt < moment.from && moment.to < told.sentAt)
  );
}

/** R50: a browser that is known for certain is refused after three failures of its own, whatever others have done. */
function knownAndRefused(one: AccountLedger, moments: Moment[]): string[] {
  return one.told.flatMap((told) => {
    const giver = codeOf(told.body) === 'identifier-locked' ? giverOf(one, told) : undefined;
    if (!giver) return [];
    const since = moments.filter(({ to, from }) => to > giver.sentAt && from < told.answeredAt);
    const isReplaced = since.some((moment) => replaces(moment) && moment.told !== giver);
    const own = since.filter(({ what, told: by }) => what === 'refused' && by && browserOf(by) === browserOf(told));
    return isReplaced || own.length >= mostFailures
      ? []
      : [`a browser that is known was refused after ${own.length} failures of its own`];
  });
}

/** Whoever is told that the identifier is locked was preceded by a lock that no reset had lifted for certain. */
function lockedForNothing({ told }: AccountLedger, moments: Moment[]): string[] {
  const resets = moments.filter(({ what }) => what === 'reset');
  const locks = moments.filter(({ what }) => what === 'locked');
  return told
    .filter(({ body }) => codeOf(body) === 'identifier-locked')
    .filter(
      ({ sentAt, answeredAt }) =>
        !locks.some(
          (lock) => lock.from < answeredAt && !resets.some((reset) => isSurelyBefore(lock, reset) && reset.to < sentAt),
        ),
    )
    .map(() => 'was told that the identifier is locked, though nothing had locked it since the last reset');
}

/** A session that was opened before the password was replaced is shut from then on; whoever replaced it goes on under another. */
function sessions({ told, sessions: rows }: AccountLedger, moments: Moment[]): string[] {
  const opened = new Map(told.flatMap((one) => (one.status === 201 && one.opened ? [[one.opened, one] as const] : [])));
  const changes = moments.filter(({ what }) => what === 'reset' || what === 'changed');
  const outlived = told.filter(({ act, status, cookie = '', sentAt }) => {
    const since = act === 'look' && status === 200 ? opened.get(cookie)?.answeredAt : undefined;
    return since !== undefined && changes.some(({ from, to }) => since < from && to < sentAt);
  });
  const left = rows.filter(({ openedAt }) => changes.some(({ from }) => openedAt.getTime() < from - raceMs));
  return [
    ...outlived.map(() => 'a session outlived the password that it was opened with'),
    ...left.map(() => 'the row of a session outlived its password'),
  ];
}

/** What PostgreSQL holds is what its own audit tells. */
function facts({ account, audits, lockouts }: AccountLedger): string[] {
  const count = (...events: string[]) => audits.filter(({ event }) => events.includes(event)).length;
  const replaced = count('password.reset', 'password.changed');
  const open = lockouts.filter(({ endedAt }) => !endedAt);
  const last = lockouts.at(-1);
  const unlocked = lockouts.filter(({ endedAs }) => endedAs === 'unlocked').length;
  const ended = lockouts.filter(({ endedAs }) => endedAs === 'ended').length;
  return [
    ...(account.credentialsVersion === 1 + replaced
      ? []
      : [`the password was replaced ${replaced} times, and its version is ${account.credentialsVersion}`]),
    ...(lockouts.length === count('identifier.locked')
      ? []
      : [`${lockouts.length} locks, ${count('identifier.locked')} lines of them`]),
    ...(unlocked === count('identifier.unlocked') && ended === count('lockout.ended')
      ? []
      : [`${unlocked} locks were lifted and ${ended} ended, which the audit does not tell`]),
    // With the account its lock ends, and the guard stays as it is: it lets nobody in either way.
    ...(last && last.endedAs !== 'ended' && last.guardIsLocked !== open.length > 0
      ? [`${open.length} locks are open, and the guard is ${last.guardIsLocked ? '' : 'not '}locked`]
      : []),
  ];
}

/** One line for each verification, none for what was refused without one. */
function audited({ told, audits }: AccountLedger): string[] {
  const byRequest = Map.groupBy(audits, ({ correlationId }) => correlationId);
  return told.flatMap((one) => {
    const lines = (byRequest.get(one.correlationId ?? '') ?? [])
      .map(({ event }) => event)
      // The journey's own line, days behind the request that locked.
      .filter((event) => event !== 'lockout.ended');
    const expected = linesOf(one);
    const agrees = !expected || expected.some((events) => events.join() === lines.toSorted().join());
    return agrees
      ? []
      : [`${one.act} was answered ${one.status} ${codeOf(one.body)}; the audit says: ${lines.join(', ')}`];
  });
}

const refusals = [['identifier.locked', 'sign-in.refused'], ['sign-in.refused']];

/** The lines that an answer may have behind it, in alphabetical order; undefined where the answer does not tell. */
function linesOf({ act, status, body, device }: Told): string[][] | undefined {
  const code = codeOf(body);
  if (status === null || status >= 500) return undefined;
  switch (act) {
    case 'sign-in':
      if (status === 201) return [['sign-in.accepted']];
      if (code === 'identifier-locked')
        return [[], ...refusals, ...refusals.map((lines) => ['browser.locked', ...lines])];
      // A browser that is known may lock the identifier with tries of its own left.
      return status === 401 || status === 403 ? (device === undefined ? [['sign-in.refused']] : refusals) : [[]];
    case 'change-password':
      return status === 204 ? [['password.changed', 'sign-in.accepted']] : undefined;
    case 'reset-password':
      return status === 200 ? [['password.reset'], ['identifier.unlocked', 'password.reset']] : [[]];
    default:
      return undefined;
  }
}

const codeOf = (body: unknown): string => (body as { code?: string } | null)?.code ?? '';
