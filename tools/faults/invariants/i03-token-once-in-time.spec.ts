import { ledgers } from './clean-ledgers.fixture.js';
import { at, awaiting, completed, copyOf, hashOf, tokens, told } from './ledger-lines.fixture.js';
import { resetToken } from './living-account.fixture.js';
import { tokenIn, tokenOnceInTime } from './i03-token-once-in-time.js';

const found = (...words: string[]) =>
  words.map((text) => ({ caseNumber: completed, text: expect.stringContaining(text) as string }));

test('a clean ledger passes', () => expect(tokenOnceInTime(ledgers())).toEqual([]));

test('two accepted passwords', () => {
  const twice = ledgers(({ told: lines }) =>
    lines.push(
      told('create-password', completed, 200, {
        request: { caseNumber: completed, token: tokens.newer },
        sentAt: at(11).getTime(),
      }),
    ),
  );
  expect(tokenOnceInTime(twice)).toMatchObject(found('2 passwords'));
});

test('two used links', () => {
  const used = ledgers(({ facts }) => Object.assign(facts.links[0] ?? {}, { usedAt: at(3) }));
  expect(tokenOnceInTime(used)).toMatchObject(found('2 links are used'));
});

test('one used at its end or later', () => {
  const late = ledgers(({ facts }) => Object.assign(facts.links[1] ?? {}, { expiresAt: at(10) }));
  expect(tokenOnceInTime(late)).toMatchObject(found('ended at'));
});

test('one refused as expired before its end', () => {
  const refused = (expiresAt: Date) =>
    tokenOnceInTime(
      ledgers(({ facts, told: lines }) => {
        const token = 'early-token-early-token-1';
        const tokenHash = hashOf(token);
        const times = { issuedAt: at(61), liveAt: at(61), supersededAt: null, usedAt: null, expiresAt };
        const whose = { purpose: 'creation' as const, registrationId: `id-${awaiting}`, accountId: 'b' };
        facts.links.push({ id: token, ...whose, tokenHash, ...times });
        lines.push(
          told('create-password', awaiting, 410, {
            ...{ request: { caseNumber: awaiting, token }, body: { code: 'link-expired' } },
            answeredAt: at(70).getTime(),
          }),
        );
      }),
    );
  expect(refused(at(961))).toMatchObject([{ caseNumber: awaiting, text: expect.stringContaining('before its end') }]);
  expect(refused(at(69))).toEqual([]);
});

test('an older link that works although a newer one has arrived', () => {
  const older = ledgers(({ told: lines }) => {
    Object.assign(lines[3] ?? {}, { status: 200 });
    lines.splice(4, 1);
  });
  expect(tokenOnceInTime(older)).toMatchObject(found('a newer one'));
});

test('a link that works although the address it was sent to has been corrected', () => {
  const correctedTo = (email: string) =>
    tokenOnceInTime(
      ledgers(({ told: lines }) =>
        lines.push(
          told('correct-email', completed, 202, {
            request: { caseNumber: completed, email },
            answeredAt: at(8).getTime(),
          }),
        ),
      ),
    );
  expect(correctedTo('new@canary.example')).toMatchObject(found('corrected'));
  expect(correctedTo('a@canary.example')).toEqual([]);
});

test('the token of a mailed link', () => {
  expect(tokenIn(`http://localhost:8080/mot-de-passe/creer/${tokens.newer}`)).toBe(tokens.newer);
  expect(tokenIn('http://localhost:8080/aide')).toBeUndefined();
});

const reset = (seconds: number) =>
  told('reset-password', completed, 200, {
    ...{ request: { caseNumber: completed, token: resetToken }, sentAt: at(seconds).getTime() },
    answeredAt: at(seconds + 1).getTime(),
  });

test('the link of a reset that succeeds twice, or of which nobody knows', () => {
  const twice = ledgers(({ told: lines }) => lines.push(reset(30)));
  expect(tokenOnceInTime(twice)).toMatchObject(found('succeeded 2 times'));
  const unused = ledgers(({ facts }) => Object.assign(facts.links.at(-1) ?? {}, { usedAt: null }));
  expect(tokenOnceInTime(unused)).toMatchObject(found('1 resets, 0 links are used'));
});

test('the link of a reset that works past its end, or although a newer one has arrived', () => {
  const late = ledgers(({ facts }) => Object.assign(facts.links.at(-1) ?? {}, { expiresAt: at(29) }));
  expect(tokenOnceInTime(late)).toMatchObject(found('ended at'));
  const newer = ledgers(({ facts, inbox }) => {
    const token = 'newer-reset-newer-reset-4';
    facts.links.push({
      ...(facts.links.at(-1) as (typeof facts.links)[0]),
      ...{ id: token, tokenHash: hashOf(token), issuedAt: at(26), usedAt: null },
    });
    const mail = facts.mails.find(({ kind }) => kind === 'reset') as (typeof facts.mails)[0];
    inbox.push({
      ...copyOf(mail, undefined, at(27)),
      links: [`http://localhost:8080/mot-de-passe/reinitialiser/${token}`],
    });
  });
  expect(tokenOnceInTime(newer)).toMatchObject(found('a newer one'));
});
