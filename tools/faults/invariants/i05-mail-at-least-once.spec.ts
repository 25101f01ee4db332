import type { Ledgers } from '../ledgers.js';
import { ledgers } from './clean-ledgers.fixture.js';
import { awaiting, completed, copyOf, tokens } from './ledger-lines.fixture.js';
import { mailAtLeastOnce } from './i05-mail-at-least-once.js';

const mailOf = ({ facts }: Ledgers, kind: string, caseNumber: string) => {
  const mail = facts.mails.find((one) => one.id === `${kind}-0-${caseNumber}`);
  if (!mail) throw new Error(`no ${kind} of ${caseNumber}`);
  return mail;
};
const found = (text: string, caseNumber = awaiting) => [{ caseNumber, text: expect.stringContaining(text) as string }];

test('a clean ledger passes', () => expect(mailAtLeastOnce(ledgers())).toEqual([]));

test('a copy more than ambiguity explains', () => {
  const copies = (ambiguous: number) =>
    mailAtLeastOnce(
      ledgers((clean) => {
        const mail = Object.assign(mailOf(clean, 'creation', awaiting), { ambiguous });
        clean.inbox.push(copyOf(mail));
      }),
    );
  expect(copies(0)).toMatchObject(found('2 copies'));
  expect(copies(1)).toEqual([]);
});

test('an accepted mail of which there is no copy', () => {
  const lost = ledgers(
    (clean) => (clean.inbox = clean.inbox.filter(({ messageId }) => !messageId?.includes(awaiting))),
  );
  expect(mailAtLeastOnce(lost)).toMatchObject(found('no copy'));
});

test('a Message-ID of its own at each attempt', () => {
  const random = ledgers((clean) => Object.assign(clean.inbox[0] ?? {}, { messageId: '<random@parcours.example>' }));
  expect(mailAtLeastOnce(random).map(({ text }) => text)).toEqual([
    expect.stringContaining('no mail of the ledger'),
    expect.stringContaining('no copy'),
  ]);
});

test('copies with different links', () => {
  const links = ledgers((clean) => {
    const mail = Object.assign(mailOf(clean, 'creation', completed), { ambiguous: 1 });
    clean.inbox.push(copyOf(mail, tokens.newer));
  });
  expect(mailAtLeastOnce(links)).toMatchObject(found('2 links', completed));
});

test('a final refusal that nobody is shown, and one that the relay never gave', () => {
  const refused = (reply: string, blockedReason: string | null) =>
    mailAtLeastOnce(
      ledgers((clean) => {
        Object.assign(mailOf(clean, 'creation', awaiting), { state: 'refused', reply });
        Object.assign(clean.facts.registrations[1] ?? {}, { blockedReason });
      }),
    );
  expect(refused('550 5.1.1', null)).toMatchObject(found('not shown as blocked'));
  expect(refused('451 4.3.0', 'mail-refused')).toMatchObject(found('on the reply « 451'));
  expect(refused('550 5.1.1', 'mail-refused')).toEqual([]);
});

const tryOf = (name: string | null, reply: number, messageName = name ?? '') => ({
  ...{ at: 0, envelopeName: name ?? '', messageName, recipient: 'a@canary.example', reply },
});

test('a final refusal that is asked again, unless by hand', () => {
  const stubborn = (...replies: number[]) =>
    ledgers((clean) =>
      clean.handOvers.push(...replies.map((reply) => tryOf(mailOf(clean, 'creation', awaiting).messageId, reply))),
    );
  expect(mailAtLeastOnce(stubborn(550, 250))).toMatchObject(found('tried 1 times more'));
  expect(mailAtLeastOnce(stubborn(451, 451, 550))).toEqual([]);
  const byHand = stubborn(550, 250);
  byHand.facts.audits.push({
    ...{ at: new Date(), event: 'registration.retry', actor: 'operator', subject: awaiting },
    ...{ outcome: 'applied', decisionId: 'one', correlationId: null },
  });
  expect(mailAtLeastOnce(byHand)).toEqual([]);
});

test('a final refusal that is asked again because whoever heard it died, or could not write it down', () => {
  const asked = (part: string, from: number, kind = 'kill −9') =>
    mailAtLeastOnce(
      ledgers((clean) => {
        const { messageId } = mailOf(clean, 'creation', awaiting);
        clean.handOvers.push({ ...tryOf(messageId, 550), at: 100_000 }, { ...tryOf(messageId, 550), at: 107_000 });
        clean.faults.push({ kind, part, from, to: from + 3_000 });
      }),
    );
  for (const part of ['worker', 'postgres', 'worker-postgres', 'worker-relay']) {
    expect(asked(part, 100_400)).toEqual([]);
    expect(asked(part, 98_000)).toEqual([]);
    expect(asked(part, 106_000)).toMatchObject(found('tried 1 times more'));
  }
  expect(asked('mail.after-answer', 99_000, 'crash at')).toEqual([]);
  expect(asked('temporal', 100_400)).toMatchObject(found('tried 1 times more'));
});

test('an attempt under another name, though no copy came of it', () => {
  const renamed = ledgers((clean) =>
    clean.handOvers.push(tryOf(mailOf(clean, 'creation', awaiting).messageId, 354, 'another')),
  );
  expect(mailAtLeastOnce(renamed).map(({ text }) => text)).toEqual([expect.stringContaining('tried as another')]);
});

test('the same of mail about an account', () => {
  const spoiled = (plant: (mail: Ledgers['facts']['mails'][0], clean: Ledgers) => unknown) =>
    mailAtLeastOnce(
      ledgers((clean) =>
        plant(clean.facts.mails.find(({ kind }) => kind === 'reset') as Ledgers['facts']['mails'][0], clean),
      ),
    );
  expect(spoiled((mail, clean) => clean.inbox.push(copyOf(mail)))).toMatchObject(found('2 copies', completed));
  const lost = spoiled((mail) => Object.assign(mail, { messageId: 'never-sent' }));
  expect(lost.map(({ text }) => text)).toContainEqual('« reset » 0: accepted, and the inbox has no copy');
});
