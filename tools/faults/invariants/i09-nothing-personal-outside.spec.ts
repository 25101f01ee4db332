import { ledgers } from './clean-ledgers.fixture.js';
import { completed, tokens } from './ledger-lines.fixture.js';
import { nothingPersonalOutside } from './i09-nothing-personal-outside.js';

test('a clean ledger passes', () => expect(nothingPersonalOutside(ledgers())).toEqual([]));

test('an address in a log, whatever stands around it and in any case', () => {
  const logged = ledgers(({ logs }) => logs.push({ name: 'worker', text: 'to=<Nadia.Canary@canary.example>.\n' }));
  expect(nothingPersonalOutside(logged)).toMatchObject([
    { text: expect.stringContaining('log of worker shows « nad') as string },
  ]);
});

test('a name or a token in Temporal, named by its case and not repeated in full', () => {
  const shown = ledgers(({ journeys }) =>
    Object.assign(journeys[0] ?? {}, { clearText: `"Bonjour CanaryMartin","http://x/creer/${tokens.newer}"` }),
  );
  const found = nothingPersonalOutside(shown);
  expect(found).toHaveLength(2);
  expect(found).toMatchObject([{ caseNumber: completed }, { caseNumber: completed }]);
  expect(JSON.stringify(found)).not.toContain(tokens.newer);
});
