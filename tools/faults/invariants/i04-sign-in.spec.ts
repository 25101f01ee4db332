import type { Ledgers, Told } from '../ledgers.js';
import { ledgers } from './clean-ledgers.fixture.js';
import { at, completed, line, told } from './ledger-lines.fixture.js';
import { signIn } from './i04-sign-in.js';

const found = (...texts: string[]) =>
  texts.map((text) => ({ invariant: 'I4', caseNumber: completed, text: expect.stringContaining(text) as string }));

/** A request a second long, with the audit's lines of it. */
function tried(
  clean: Ledgers,
  act: Told['act'],
  seconds: number,
  status: number,
  more: Partial<Told>,
  ...events: string[]
) {
  const correlationId = `${act}-${seconds}-planted`;
  clean.told.push({
    ...told(act, completed, status, { correlationId, body: {}, ...more }),
    ...{ sentAt: at(seconds).getTime(), answeredAt: at(seconds + 1).getTime() },
    request: { caseNumber: completed, ...more.request },
  });
  clean.facts.audits.push(
    ...events.map((event) => ({
      ...line('a', event),
      ...{
        at: at(seconds + 0.5),
        correlationId,
        outcome: event === 'sign-in.refused' ? 'credentials-refused' : 'done',
      },
    })),
  );
}
const wrong = (clean: Ledgers, ...seconds: number[]) => {
  for (const second of seconds)
    tried(clean, 'sign-in', second, 401, { body: { code: 'credentials-refused' } }, 'sign-in.refused');
};
const right = { request: { password: 'the-second' } };

test('a clean ledger passes', () => expect(signIn(ledgers())).toEqual([]));

test('R26 R30 more than three failures in a row; two, a success and two are none too many', () => {
  expect(signIn(ledgers((clean) => wrong(clean, 40, 42, 44, 46)))).toMatchObject(found('4 passwords were verified'));
  const twice = ledgers((clean) => {
    wrong(clean, 40, 42, 50, 52);
    tried(clean, 'sign-in', 45, 201, right, 'sign-in.accepted');
  });
  expect(signIn(twice)).toEqual([]);
});

test('R25 a password that is verified although the identifier is locked, right or wrong', () => {
  const accepted = ledgers((clean) =>
    tried(clean, 'sign-in', 23, 201, { request: { password: 'the-first' } }, 'sign-in.accepted'),
  );
  expect(signIn(accepted)).toMatchObject(found('verified and accepted though the identifier was locked'));
  const refused = ledgers((clean) => {
    clean.facts.audits = clean.facts.audits.filter(({ correlationId }) => correlationId !== 'sign-in-16');
    clean.told = clean.told.filter(({ correlationId }) => correlationId !== 'sign-in-16');
    wrong(clean, 23);
  });
  expect(signIn(refused)).toMatchObject(found('verified and refused though the identifier was locked'));
});

test('R25 a lock that nobody was told of, and a reset that lifted it at once', () => {
  const reset = ledgers((clean) => {
    for (const one of clean.told)
      if (one.correlationId === 'sign-in-20') Object.assign(one, { status: null, body: null });
    tried(clean, 'sign-in', 55, 201, right, 'sign-in.accepted');
  });
  expect(signIn(reset)).toEqual([]);
});

test('R27 an identifier that is still locked behind a reset', () => {
  const locked = ledgers((clean) =>
    tried(clean, 'sign-in', 40, 401, { ...right, body: { code: 'identifier-locked' } }),
  );
  expect(signIn(locked)).toMatchObject(found('nothing had locked it since'));
  const guard = ledgers(({ facts }) => Object.assign(facts.lockouts[0] ?? {}, { guardIsLocked: true }));
  expect(signIn(guard)).toMatchObject(found('0 locks are open, and the guard is locked'));
});

test('R22 the replaced password that signs in again, also one whose sign-in was in flight', () => {
  const old = (sentAt: number) =>
    ledgers((clean) => {
      tried(clean, 'sign-in', 40, 201, { request: { password: 'the-first' } }, 'sign-in.accepted');
      Object.assign(clean.told.at(-1) ?? {}, { sentAt: at(sentAt).getTime() });
    });
  for (const sentAt of [40, 29]) expect(signIn(old(sentAt))).toMatchObject(found('no longer, or never'));
});

test('what nobody answered may have replaced the password, or not', () => {
  const perhaps = (password: string) =>
    ledgers((clean) => {
      clean.told.push({
        ...told('change-password', completed, null, { request: { caseNumber: completed, newPassword: 'the-third' } }),
        ...{ sentAt: at(40).getTime(), answeredAt: at(45).getTime() },
      });
      tried(clean, 'sign-in', 50, 201, { request: { password } }, 'sign-in.accepted');
    });
  for (const password of ['the-second', 'the-third']) expect(signIn(perhaps(password))).toEqual([]);
  expect(signIn(perhaps('the-first'))).toHaveLength(1);
});

test('R22 a session that outlives the password it was opened with, and its row', () => {
  const outlived = ledgers((clean) => tried(clean, 'look', 40, 200, { cookie: 'sid=first' }));
  expect(signIn(outlived)).toMatchObject(found('a session outlived'));
  const left = ledgers(({ facts }) => Object.assign(facts.sessions[0] ?? {}, { openedAt: at(13) }));
  expect(signIn(left)).toMatchObject(found('the row of a session'));
});

test('R22 a reset that leaves the credentials as they were', () => {
  const same = ledgers(({ facts }) => Object.assign(facts.accounts[0] ?? {}, { credentialsVersion: 1 }));
  expect(signIn(same)).toMatchObject(found('its version is 1'));
});

test('a lock that ends by itself', () => {
  const ended = ledgers(({ facts }) => Object.assign(facts.lockouts[0] ?? {}, { endedAs: 'ended' }));
  expect(signIn(ended)).toMatchObject(found('0 locks were lifted and 1 ended'));
  const unwritten = ledgers(({ facts }) => {
    facts.audits = facts.audits.filter(({ event }) => event !== 'identifier.locked');
  });
  expect(signIn(unwritten).map(({ text }) => text)).toContainEqual(expect.stringContaining('1 locks, 0 lines'));
});

test('a lock that ends with its account leaves the guard as it is', () => {
  const ended = ledgers(({ facts }) => {
    Object.assign(facts.lockouts[0] ?? {}, { endedAs: 'ended', guardIsLocked: true });
    const unlocked = facts.audits.find(({ event }) => event === 'identifier.unlocked');
    Object.assign(unlocked ?? {}, { event: 'lockout.ended', correlationId: 'sign-in-20' });
  });
  expect(signIn(ended)).toEqual([]);
});

test('R44 an answer that its audit does not tell, and one told otherwise', () => {
  const silent = ledgers((clean) => tried(clean, 'sign-in', 40, 401, { body: { code: 'credentials-refused' } }));
  expect(signIn(silent)).toMatchObject(found('the audit says: '));
  const limited = ledgers((clean) =>
    tried(clean, 'sign-in', 40, 429, { body: { code: 'try-again' } }, 'sign-in.refused'),
  );
  expect(signIn(limited)).toMatchObject(found('answered 429 try-again'));
  expect(signIn(ledgers((clean) => tried(clean, 'sign-in', 40, 503, right, 'sign-in.accepted')))).toEqual([]);
});

describe('R50 a browser that is known', () => {
  const device = 'device=known.a.1.1.mac';
  /** Given when the account signed in last, then locked by others. */
  const locked = (change: (clean: Ledgers) => void) =>
    ledgers((clean) => {
      for (const one of clean.told) if (one.correlationId === 'sign-in-34') one.given = device;
      wrong(clean, 40, 42);
      tried(clean, 'sign-in', 44, 401, { body: { code: 'identifier-locked' } }, 'sign-in.refused', 'identifier.locked');
      clean.facts.lockouts.push({
        ...{
          id: 'again',
          accountId: clean.facts.lockouts[0]?.accountId ?? '',
          lockedAt: at(44),
          endedAt: null,
          endedAs: null,
        },
        ...{ guardIsLocked: true, guardFailures: 3 },
      });
      change(clean);
    });

  test('is let in, and refused after three failures of its own', () => {
    const accepted = (clean: Ledgers) => tried(clean, 'sign-in', 50, 201, { ...right, device }, 'sign-in.accepted');
    expect(signIn(locked(accepted))).toEqual([]);
    const own = locked((clean) => {
      for (const second of [50, 52])
        tried(clean, 'sign-in', second, 401, { device, body: { code: 'credentials-refused' } }, 'sign-in.refused');
      tried(
        clean,
        'sign-in',
        54,
        401,
        { device, body: { code: 'identifier-locked' } },
        'browser.locked',
        'sign-in.refused',
      );
      tried(clean, 'sign-in', 56, 401, { ...right, device, body: { code: 'identifier-locked' } });
    });
    expect(signIn(own)).toEqual([]);
  });

  test('is refused for what others did', () => {
    const refused = locked((clean) =>
      tried(clean, 'sign-in', 50, 401, { ...right, device, body: { code: 'identifier-locked' } }),
    );
    expect(signIn(refused)).toMatchObject(found('was refused after 0 failures of its own'));
  });

  test('stays known when another password was set elsewhere; and a cookie that was never given', () => {
    const outlived = locked((clean) => {
      for (const one of clean.told) if (one.correlationId === 'sign-in-12') one.given = 'device=older.a.1.1.mac';
      tried(clean, 'sign-in', 50, 201, { ...right, device: 'device=older.a.1.1.mac' }, 'sign-in.accepted');
    });
    const forged = locked((clean) =>
      tried(clean, 'sign-in', 50, 201, { ...right, device: 'device=forged.a.1.1.mac' }, 'sign-in.accepted'),
    );
    for (const violated of [outlived, forged])
      expect(signIn(violated)).toMatchObject(found('verified and accepted though the identifier was locked'));
  });
});
