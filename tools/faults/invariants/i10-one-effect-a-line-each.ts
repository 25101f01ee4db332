import { casesOf, type CaseLedger } from '../case-ledgers.js';
import type { Invariant } from '../ledgers.js';

/** I10: an action pressed k times has one effect and k audit lines. */
export const oneEffectALineEach: Invariant = (ledgers) =>
  casesOf(ledgers).flatMap((one) => [...steps(one), ...askedMails(one), ...decisions(one)]);

const count = ({ audits }: CaseLedger, event: string): number => audits.filter((line) => line.event === event).length;

function steps(one: CaseLedger): ReturnType<Invariant> {
  const { caseNumber, status, openedAt } = one.registration;
  const expected: [string, number][] = [
    ['registration.received', 1],
    ['registration.opened', openedAt ? 1 : 0],
    ['password.created', status === 'completed' ? 1 : 0],
    ['registration.expired', status === 'expired' ? 1 : 0],
  ];
  return expected
    .filter(([event, times]) => count(one, event) !== times)
    .map(([event, times]) => ({
      invariant: 'I10',
      caseNumber,
      text: `${count(one, event)} lines of ${event}, not ${times}`,
    }));
}

/** Each mail that was asked for has its line, and each answer 202 its mail: by key, however often it was repeated. */
function askedMails(one: CaseLedger): ReturnType<Invariant> {
  const { caseNumber, mailNumber } = one.registration;
  const [asked, corrected] = [count(one, 'mail.asked'), count(one, 'email.corrected')];
  const made = one.mails.filter(({ kind, number }) => kind === 'creation' && number > 0).length;
  const presses = one.told.filter(
    ({ act, status }) => act === 'resend' && (status === null || status < 300 || status >= 500),
  );
  const byKey = Map.groupBy(presses, (press) => press.key ?? press);
  const answered = [...byKey.values()].filter((all) => all.some(({ status }) => status === 202)).length;
  const violation = (text: string) => ({ invariant: 'I10' as const, caseNumber, text });
  return [
    ...(made === asked + corrected && made === mailNumber
      ? []
      : [violation(`${made} mails asked for, ${asked} + ${corrected} lines`)]),
    ...(asked < answered ? [violation(`${answered} resends were acknowledged, ${asked} happened`)] : []),
    ...(asked > byKey.size ? [violation(`${asked} resends happened, ${byKey.size} were asked for`)] : []),
  ];
}

/** From the Temporal UI or CLI: one line a decision, applied once. */
function decisions(one: CaseLedger): ReturnType<Invariant> {
  const { caseNumber } = one.registration;
  const lines = one.audits.filter(({ decisionId }) => decisionId !== null);
  const violation = (text: string) => ({ invariant: 'I10' as const, caseNumber, text });
  const pressed = one.told.filter(({ act, status, key }) => act === 'decide' && status === 200 && key !== undefined);
  const unwritten = pressed.filter(({ key }) => lines.filter(({ decisionId }) => decisionId === key).length !== 1);
  const once = ['registration.cancel', 'registration.approve', 'registration.refuse'];
  const repeated = once.filter(
    (event) => lines.filter((line) => line.event === event && line.outcome === 'applied').length > 1,
  );
  return [
    ...unwritten.map(({ key }) => violation(`decision ${key} does not have one audit line`)),
    ...repeated.map((event) => violation(`${event} was applied more than once`)),
  ];
}
