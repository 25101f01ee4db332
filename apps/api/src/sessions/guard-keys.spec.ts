import { randomUUID } from 'node:crypto';
import { connectToDatabase } from '@app/persistence';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AccountFixture, anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { aResetLink } from '../../testing/reset-link.js';
import type { LinkFacts } from '@app/persistence';
import { resetPassword } from '../passwords/reset-password.js';
import { LoginGuard } from './login-guard.js';
import type { SignInThrottle } from './sign-in-throttle.js';

let api: ApiUnderTest;
let orm: MikroORM;
beforeAll(async () => {
  api = await startApi();
  orm = await connectToDatabase(api.settings.databaseUrl, 12);
});
afterAll(async () => {
  await orm.close(true);
  await api.close();
});

const caller = { address: '203.0.113.9', correlationId: 'rotation', remainingTime: () => 1_000 };
const [older, newer] = [
  { id: 'g1', key: Buffer.alloc(32, 8) },
  { id: 'g2', key: Buffer.alloc(32, 9) },
];
type Keys = LoginGuardKeys[number][];
type LoginGuardKeys = [{ id: string; key: Buffer }, ...{ id: string; key: Buffer }[]][];

/** The guard of a process with these keys, the first one writing. */
function processWith(...keys: Keys[number]) {
  const throttle = { of: () => ({ key: randomUUID(), most: 1_000, seconds: 60 }) } as unknown as SignInThrottle;
  const guard = new LoginGuard(orm, throttle, { ...api.settings, guardKeys: keys });
  return {
    /** What a sign-in is answered, its password verified between the two. */
    async tries(identifier: string, isRight: boolean): Promise<string> {
      const reservation = await guard.reserve(identifier, randomUUID(), caller, undefined);
      if (reservation.is !== 'reserved') return reservation.is;
      if (isRight) return (await guard.settleSucceeded(reservation.attempt)) ? 'in' : 'overtaken';
      return (await guard.settleFailed(reservation.attempt)).locked ? 'failed, locked' : 'failed';
    },
    async resets({ id, identifier }: AccountFixture): Promise<void> {
      const { linkId } = await aResetLink(api, id);
      const link = { id: linkId, accountId: id } as LinkFacts;
      await resetPassword(orm.em.fork(), link, 'a hash', guard.keysOf(identifier), caller);
    },
  };
}
/** As they follow each other while a key is replaced, and two that differ in what they write with. */
const stages = () => ({
  before: processWith(older),
  mixed: processWith(newer, older),
  reversed: processWith(older, newer),
  after: processWith(newer),
});
const failures = (answers: string[]) => answers.filter((answer) => answer.startsWith('failed'));

describe('while a guard key is replaced', () => {
  test.each([
    ['mixed', 'reversed'],
    ['before', 'mixed'],
    ['mixed', 'after'],
  ] as const)('R26 40 wrong guesses at once at two processes (%s, %s): at most three are verified', async (...both) => {
    for (let round = 0; round < 4; round++) {
      const { identifier } = await anAccount(api);
      const at = stages();
      // The row is there, as it is of an identifier that is signed in with.
      await at.mixed.tries(identifier, true);
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, n) => at[both[n % 2 ? 0 : 1]].tries(identifier, false)),
      );
      expect(failures(answers).length).toBeLessThanOrEqual(3);
    }
  });

  test.each(['before', 'mixed', 'reversed', 'after'] as const)(
    'R51 locked at one process it is locked at all, with one lock; a reset at another (%s) unlocks it at all',
    async (unlocking) => {
      const account = await anAccount(api);
      const { id, identifier } = account;
      const at = stages();
      for (const one of [at.before, at.mixed, at.reversed]) await one.tries(identifier, false);
      for (const one of [at.mixed, at.before, at.after]) expect(await one.tries(identifier, true)).toBe('locked');
      expect(await api.sql('select from lockout where account_id = $1 and ended_at is null', id)).toHaveLength(1);
      await at[unlocking].resets(account);
      expect(await api.sql('select from lockout where account_id = $1 and ended_at is null', id)).toEqual([]);
      for (const one of Object.values(at)) expect(await one.tries(identifier, true)).toBe('in');
    },
  );

  test('R30 a success at a process that has one key clears what others have counted under theirs', async () => {
    const { identifier } = await anAccount(api);
    const { before, mixed } = stages();
    const answers = [];
    for (const [at, isRight] of [
      ...([
        [mixed, false],
        [mixed, false],
        [before, true],
        [mixed, false],
        [mixed, false],
      ] as const),
      [mixed, true] as const,
    ])
      answers.push(await at.tries(identifier, isRight));
    expect(answers).toEqual(['failed', 'failed', 'in', 'failed', 'failed', 'in']);
  });

  test('an identifier that no account has is locked at all of them too', async () => {
    const { before, mixed, after } = stages();
    for (const answer of ['failed', 'failed', 'failed, locked'])
      expect(await before.tries('EP-0000-0009', false)).toBe(answer);
    for (const at of [mixed, after]) expect(await at.tries('EP-0000-0009', false)).toBe('locked');
  });
});
