import { casesOf, type CaseLedger } from '../case-ledgers.js';
import type { Invariant } from '../ledgers.js';

/** I2: one live registration per SIRET, one account per completed one. */
export const onePerEstablishment: Invariant = (ledgers) => {
  const cases = casesOf(ledgers);
  const bySiret = Map.groupBy(cases, ({ registration }) => registration.siret);
  return [...[...bySiret.values()].flatMap(overlapping), ...cases.flatMap(wrongAccounts)];
};

/** Also those that have ended since: two were alive at some moment. */
function overlapping(cases: CaseLedger[]): ReturnType<Invariant> {
  const inOrder = cases
    .map(({ registration }) => registration)
    .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  return inOrder.slice(1).flatMap(({ caseNumber, siret, receivedAt }, index) => {
    const before = inOrder[index];
    const isFree = before?.status !== 'completed' && before?.endedAt && before.endedAt <= receivedAt;
    return isFree || !before
      ? []
      : [{ invariant: 'I2' as const, caseNumber, text: `began while ${before.caseNumber} of ${siret} was alive` }];
  });
}

function wrongAccounts({ registration, accounts }: CaseLedger): ReturnType<Invariant> {
  const { caseNumber, status } = registration;
  const found = accounts.map((account) => `${account.status}${account.hasPassword ? ' with a password' : ''}`);
  const expected = { completed: ['active with a password'], 'awaiting-password': ['pending'] }[status] ?? [];
  return found.join() === expected.join()
    ? []
    : [{ invariant: 'I2', caseNumber, text: `${status} with accounts: ${found.join(', ') || 'none'}` }];
}
