import { type PurgedTable, purgedTables } from '@app/contracts';
import { closeCase, purgeBatchSize } from '@app/persistence';
import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { activeAccount, askForReset, lockAccount, makeDue } from './account.fixture.js';
import { openedCase, receivedCase } from './registration.fixture.js';
import { retentionActivities } from './retention.activities.js';

const { em, sql } = ownDatabase();
const sessionLifetime = '12 hours';

interface Purging {
  told: [PurgedTable, number][];
  beats: unknown[];
  purge(table: PurgedTable): Promise<number>;
}
function purging(): Purging {
  const told: [PurgedTable, number][] = [];
  const beats: unknown[] = [];
  const { purge } = retentionActivities({ em: em(), sessionLifetime, onPurged: (...batch) => void told.push(batch) });
  return {
    ...{ told, beats },
    purge: (table) => {
      const context = new MockActivityEnvironment();
      context.on('heartbeat', (detail: unknown) => beats.push(detail));
      return context.run(purge, { table });
    },
  };
}

test('a night’s work on one table is done batch after batch; each is told, and shows that the worker lives', async () => {
  await sql(
    `insert into reset_request (address, correlation_id, handled_at)
     select '192.0.2.1', 'spec', now() - interval '2 days' from generate_series(1, ?::int)`,
    2 * purgeBatchSize + 1,
  );
  const { purge, told, beats } = purging();
  expect(await purge('reset_request')).toBe(2 * purgeBatchSize + 1);
  expect(told.map(([, rows]) => rows)).toEqual([purgeBatchSize, purgeBatchSize, 1]);
  expect(beats).toEqual([purgeBatchSize, 2 * purgeBatchSize]);
});

test('R53 nights among cases that are opened, completed and closed at the same time take what is over, and nothing of those', async () => {
  const cases = 30;
  await sql(
    `insert into registration (public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email, status,
       ended_at, correlation_id)
     select md5('p' || i), 'o', 'OLD-' || i, 'classic', '7' || lpad(i::text, 13, '0'), 'C', 'Ancien', 'Paul', 'paul@exemple.fr', 'expired',
       now() - interval '40 days', 'spec' from generate_series(1, 3000) i`,
  );
  await sql(
    `insert into mail_send (registration_id, kind, state, due_at)
     select id, 'expired', 'accepted', ended_at from registration where case_number like 'OLD-%'`,
  );
  await sql(
    `insert into notice (journey, subject, correlation_id, delivered_at)
     select 'registration', case_number, 'spec', ended_at from registration where case_number like 'OLD-%'`,
  );

  let isNight = true;
  const nights = [1, 2, 3].map(async () => {
    const { purge } = purging();
    while (isNight) for (const table of purgedTables) await purge(table);
  });
  const closed = async () => {
    const caseNumber = await openedCase(em());
    await em().transactional((tx) =>
      closeCase(tx, {
        caseNumber,
        status: 'cancelled',
        reason: null,
        mail: 'cancelled',
        when: 'before its password',
      }),
    );
  };
  const livedOn = async () => {
    const account = await activeAccount(em());
    await askForReset(em(), account);
    await lockAccount(em(), account);
    await makeDue(em(), account, 'locked');
  };
  for (let round = 0; round < cases; round += 1)
    await Promise.all([receivedCase(em()), openedCase(em()), closed(), livedOn()]);
  isNight = false;
  await Promise.all(nights);
  const { purge } = purging();
  for (const table of purgedTables) await purge(table);

  const [left] = await sql(
    `select (select count(*)::int from registration where case_number like 'OLD-%') as old,
       (select count(*)::int from registration where case_number not like 'OLD-%') as cases,
       (select count(*)::int from notice where subject like 'OLD-%') as old_notices,
       (select count(*)::int from mail_send where state in ('due', 'sending')) as waiting,
       (select count(*)::int from password_reset where state = 'open') as resets,
       (select count(*)::int from lockout where ended_at is null) as locks`,
  );
  // Waiting: a creation mail of each opened case, of each closed one what tells its end, of each account its reset and its lock.
  expect(left).toEqual({
    ...{ old: 0, cases: 4 * cases, old_notices: 0 },
    ...{ waiting: 4 * cases, resets: cases, locks: cases },
  });
}, 120_000);
