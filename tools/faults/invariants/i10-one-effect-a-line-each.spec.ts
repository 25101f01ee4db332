import { ledgers } from './clean-ledgers.fixture.js';
import { completed, told } from './ledger-lines.fixture.js';
import { oneEffectALineEach } from './i10-one-effect-a-line-each.js';

const found = (text: string) => [{ caseNumber: completed, text: expect.stringContaining(text) as string }];
const line = (event: string, decisionId: string | null = null, outcome = 'applied') => ({
  ...{ at: new Date(), event, actor: 'operator:spec', subject: completed, outcome, decisionId, correlationId: null },
});

test('a clean ledger passes', () => expect(oneEffectALineEach(ledgers())).toEqual([]));

test('a step without its line, or with two', () => {
  const unwritten = ledgers(({ facts }) => facts.audits.splice(3, 1));
  expect(oneEffectALineEach(unwritten)).toMatchObject(found('0 lines of password.created'));
  const twice = ledgers(({ facts }) => facts.audits.push(line('registration.opened')));
  expect(oneEffectALineEach(twice)).toMatchObject(found('2 lines of registration.opened'));
});

test('a resend acknowledged and not done, and one done twice', () => {
  const another = (status: number) => told('resend', completed, status, { key: 'key-other', body: {} });
  expect(oneEffectALineEach(ledgers(({ told: lines }) => lines.push(another(202))))).toMatchObject(
    found('2 resends were acknowledged'),
  );
  expect(oneEffectALineEach(ledgers(({ told: lines }) => lines.push(another(429))))).toEqual([]);
  const doubled = ledgers(({ facts }) => {
    facts.audits.push(line('mail.asked'));
    facts.mails.push({ ...(facts.mails[1] as (typeof facts.mails)[0]), number: 2 });
    Object.assign(facts.registrations[0] ?? {}, { mailNumber: 2 });
  });
  expect(oneEffectALineEach(doubled)).toMatchObject(found('2 resends happened, 1 were asked for'));
});

test('a mail asked for without a line', () => {
  const silent = ledgers(({ facts }) => Object.assign(facts.registrations[0] ?? {}, { mailNumber: 2 }));
  expect(oneEffectALineEach(silent)).toMatchObject(found('mails asked for'));
});

test('an operator’s decision without its line, or applied twice', () => {
  const pressed = (...lines: ReturnType<typeof line>[]) =>
    oneEffectALineEach(
      ledgers(({ facts, told: answers }) => {
        facts.audits.push(...lines);
        answers.push(told('decide', completed, 200, { key: 'd-1' }));
      }),
    );
  expect(pressed(line('registration.cancel', 'd-1'))).toEqual([]);
  expect(pressed()).toMatchObject(found('decision d-1'));
  expect(pressed(line('registration.cancel', 'd-1'), line('registration.cancel', 'd-2'))).toMatchObject(
    found('more than once'),
  );
});
