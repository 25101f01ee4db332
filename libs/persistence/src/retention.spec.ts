import { type PurgedTable, purgedTables } from '@app/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/test-postgres.js';
import { connectToDatabase } from './mikro-orm.config.js';
import { purgeBatch, purgeBatchSize } from './retention.js';

let database: TestDatabase;
let orm: Awaited<ReturnType<typeof connectToDatabase>>;
let owner: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await connectToDatabase(database.databaseUrl, 4);
  owner = new Client(database.ownerUrl);
  await owner.connect();
}, 60_000);
afterAll(async () => {
  await owner?.end();
  await orm?.close(true);
  await database?.drop();
});

const sessionLifetime = '12 hours';
const sql = async <T extends object>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await owner.query<T>(text, values)).rows;
const one = async (text: string, ...values: unknown[]): Promise<string> =>
  String(Object.values((await sql<Record<string, unknown>>(text, ...values))[0] ?? {})[0]);
const count = async (table: string, where = 'true'): Promise<number> =>
  Number(await one(`select count(*) from ${table} where ${where}`));
const random = (): string => randomBytes(16).toString('hex');
/** As the processes’ role; a night’s work on one table. */
async function purge(table: PurgedTable): Promise<number> {
  for (let purged = 0; ;) {
    const rows = await purgeBatch(orm.em.fork(), table, sessionLifetime);
    purged += rows;
    if (rows < purgeBatchSize) return purged;
  }
}
async function purgeAll(): Promise<void> {
  for (const table of purgedTables) await purge(table);
}

let siret: string;
let accountId: string;
beforeEach(async () => {
  siret = String(Math.floor(1e13 + Math.random() * 8e13));
  await sql(`insert into establishment (siret, source) values ($1, 'spec')`, siret);
  accountId = await one(
    `insert into account (identifier, siret, role, status, last_name, first_name, email, password_hash, activated_at, expires_at)
     values ($1, $2, 'user', 'active', 'Martin', 'Nadia', 'nadia@exemple.fr', 'spec', now(), now() + interval '1 year') returning id`,
    ...[random(), siret],
  );
});

/** `ended`: how long ago; null: it still lives. */
const registration = (status: string, ended: string | null): Promise<string> =>
  one(
    `insert into registration (public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email, status,
       received_at, opened_at, deadline, ended_at, correlation_id)
     values ($1, $2, $3, 'classic', $4, 'C', 'Martin', 'Nadia', 'nadia@exemple.fr', $5, now() - interval '400 days',
       now() - interval '400 days', now() - interval '385 days', now() - $6::interval, 'spec') returning id`,
    ...[random(), random(), random(), String(Math.floor(1e13 + Math.random() * 8e13)), status, ended],
  );
const mail = (owned: { registration?: string; account?: string }, kind: string, state: string, age: string) =>
  one(
    `insert into mail_send (registration_id, account_id, kind, number, state, due_at)
     values ($1, $2, $3, (random() * 1e9)::int, $4, now() - $5::interval) returning id`,
    ...[owned.registration ?? null, owned.account ?? null, kind, state, age],
  );
const link = (expires: string, owned: string | null = null) =>
  one(
    `insert into password_link (purpose, registration_id, account_id, nonce, key_id, token_hash, live_at, expires_at, used_at)
     values ('creation', $1, $2, $3, 'k', $4, now() - interval '90 days', now() + $5::interval,
       case when $5::interval < '0' then now() - interval '60 days' end) returning id`,
    ...[owned, owned ? null : accountId, random(), random(), expires],
  );
const lock = (guardKey: string, account: string | null, ended: string | null) =>
  one(
    `insert into lockout (guard_key, account_id, correlation_id, locked_at, ended_at, ended_as)
     values ($1, $2, 'spec', now() - interval '600 days', now() - $3::interval, case when $3 is not null then 'unlocked' end)
     returning id`,
    ...[guardKey, account, ended],
  );
const guard = async (age: string, locked = false): Promise<string> =>
  one(
    `insert into login_guard (key, touched_at, locked_at)
     values ($1, now() - $2::interval, case when $3 then now() - $2::interval end) returning key`,
    ...[random().padEnd(64, '0'), age, locked],
  );

/** A row of each table whose time is over, and one whose time is almost over. */
const ages: Record<PurgedTable, [(age: string) => Promise<unknown>, over: string, almost: string]> = {
  idempotency_key: [
    (age) =>
      sql(
        `insert into idempotency_key (route, key, body_hash, status, answer, created_at)
         values ('registrations', $1, 'h', 201, '{"sentTo":"n•••@exemple.fr"}', now() - $2::interval)`,
        ...[random(), age],
      ),
    ...(['24 hours 1 minute', '23 hours 59 minutes'] as const),
  ],
  rate_limit: [
    (age) =>
      sql(
        `insert into rate_limit (key, points, expire) values ($1, 1, extract(epoch from now() - $2::interval) * 1000)`,
        ...[`check:${random()}`, age],
      ),
    ...(['1 minute', '-1 minute'] as const),
  ],
  session: [
    (age) =>
      sql(
        `insert into session (id_hash, account_id, credentials_version, opened_at, seen_at)
         values ($1, $2, 1, now() - $3::interval, now())`,
        ...[random().padEnd(64, '0'), accountId, age],
      ),
    ...(['13 hours 1 minute', '12 hours 59 minutes'] as const),
  ],
  notice: [
    (age) =>
      sql(
        `insert into notice (journey, subject, correlation_id, delivered_at) values ('account-mail', $1, 'spec', now() - $2::interval)`,
        ...[random(), age],
      ),
    ...(['7 days 1 minute', '6 days 23 hours'] as const),
  ],
  reset_request: [
    (age) =>
      sql(
        `insert into reset_request (identifier, address, correlation_id, handled_at) values ('EP', '192.0.2.1', 'spec', now() - $1::interval)`,
        age,
      ),
    ...(['24 hours 1 minute', '23 hours 59 minutes'] as const),
  ],
  password_reset: [
    (age) =>
      sql(
        `insert into password_reset (account_id, state, correlation_id, deadline, ended_at)
         values ($1, 'used', 'spec', now(), now() - $2::interval)`,
        ...[accountId, age],
      ),
    ...(['30 days 1 minute', '29 days 23 hours'] as const),
  ],
  lockout: [(age) => lock(random(), accountId, age), '30 days 1 minute', '29 days 23 hours'],
  login_guard: [(age) => guard(age), '18 months 1 day', '17 months 20 days'],
  directory_answer: [
    (age) =>
      sql(
        `insert into directory_answer (siret, answer, asked_at) values ($1, '{}', now() - $2::interval)`,
        ...[String(Math.floor(1e13 + Math.random() * 8e13)), age],
      ),
    ...(['24 hours 1 minute', '23 hours 59 minutes'] as const),
  ],
  mail_send: [(age) => mail({ account: accountId }, 'reset', 'accepted', age), '30 days 1 minute', '29 days 23 hours'],
  password_link: [(age) => link(`-${age}`), '30 days', '29 days'],
  code_attempt: [
    (age) =>
      sql(
        `insert into code_attempt (link_id, address, failures, guessed_at)
         values (gen_random_uuid(), '192.0.2.1', 1, now() - $1::interval)`,
        age,
      ),
    ...(['30 days 1 minute', '29 days 23 hours'] as const),
  ],
  registration: [(age) => registration('expired', age), '30 days 1 minute', '29 days 23 hours'],
};

describe.each(purgedTables)('R46 %s', (table) => {
  test('keeps what is young, and loses what is over: nothing more, nothing less', async () => {
    const [write, over, almost] = ages[table];
    await purge(table);
    const before = await count(table);
    await write(over);
    await write(almost);
    expect(await purge(table)).toBe(1);
    expect(await count(table)).toBe(before + 1);
    expect(await purge(table)).toBe(0);
  });
});

test('many rows go in batches, each a transaction of its own', async () => {
  await sql(
    `insert into reset_request (address, correlation_id, handled_at)
     select '192.0.2.1', 'spec', now() - interval '2 days' from generate_series(1, ${2 * purgeBatchSize + 7})`,
  );
  const batches = [];
  for (let rows = purgeBatchSize; rows === purgeBatchSize; batches.push(rows))
    rows = await purgeBatch(orm.em.fork(), 'reset_request', sessionLifetime);
  expect(batches).toEqual([purgeBatchSize, purgeBatchSize, 7]);
});

test('what another transaction holds is left to it, and waited for by none', async () => {
  const held = await registration('expired', '31 days');
  await owner.query('begin');
  await owner.query('select id from registration where id = $1 for update', [held]);
  expect(await purge('registration')).toBe(0);
  await owner.query('commit');
  expect(await purge('registration')).toBe(1);
});

describe('R53 nothing that a person was promised disappears', () => {
  test('a registration that lives, whatever its age, with its messages', async () => {
    const cases = await Promise.all(
      ['checking', 'under-review', 'awaiting-password'].map((status) => registration(status, null)),
    );
    const [first = ''] = cases;
    const reminded = await mail({ registration: first }, 'reminder-half-way', 'accepted', '100 days');
    await purgeAll();
    expect(await count('registration', `id in ('${cases.join("', '")}')`)).toBe(3);
    expect(await count('mail_send', `id = '${reminded}'`)).toBe(1);
  });

  test('a registration that was completed: its establishment stays registered', async () => {
    const completed = await registration('completed', '100 days');
    await purgeAll();
    expect(await count('registration', `id = '${completed}'`)).toBe(1);
  });

  test('the page of a case that ended, and when its mail was sent, within 30 days', async () => {
    const ended = await registration('expired', '29 days');
    const sent = await mail({ registration: ended }, 'creation', 'accepted', '60 days');
    await purgeAll();
    expect(await count('registration', `id = '${ended}'`)).toBe(1);
    expect(await count('mail_send', `id = '${sent}'`)).toBe(1);
  });

  test('a case whose end is still to be told, by mail or to its journey', async () => {
    const [untold, unheard] = [await registration('refused', '40 days'), await registration('cancelled', '40 days')];
    await mail({ registration: untold }, 'refused', 'due', '1 day');
    await sql(
      `insert into notice (journey, subject, correlation_id) select 'registration', case_number, 'spec' from registration where id = $1`,
      unheard,
    );
    await purgeAll();
    expect(await count('registration', `id in ('${untold}', '${unheard}')`)).toBe(2);
  });

  test('a link that works, and one that has ended but says why; a message outlives its link', async () => {
    const [live, ended] = [await link('1 day'), await link('-10 days')];
    const old = await link('-31 days');
    const due = await mail({ account: accountId }, 'reset', 'sending', '1 day');
    await sql('update mail_send set link_id = $1 where id = $2', old, due);
    await purgeAll();
    expect(await count('password_link', `id in ('${live}', '${ended}')`)).toBe(2);
    expect(await count('mail_send', `id = '${due}' and link_id is null`)).toBe(1);
  });

  test('a lock: that of an account goes on after 18 months, that of no account ends with its guard', async () => {
    const [held, nobodys] = [await guard('19 months', true), await guard('19 months', true)];
    const locks = [await lock(held, accountId, null), await lock(nobodys, null, null)];
    await purgeAll();
    expect(await sql(`select key from login_guard where key in ($1, $2)`, held, nobodys)).toEqual([{ key: held }]);
    expect(await sql(`select id from lockout where id in ($1, $2)`, ...locks)).toEqual([{ id: locks[0] }]);
  });

  test('an outbox message that was not delivered, stuck or not; a request for a reset that was not handled', async () => {
    const subject = random();
    await sql(
      `insert into notice (journey, subject, correlation_id, created_at, due_at, stuck_at)
       values ('account-mail', $1, 'spec', now() - interval '90 days', now() - interval '90 days', null),
         ('account-mail', $1, 'spec', now() - interval '90 days', now() - interval '90 days', now() - interval '90 days')`,
      subject,
    );
    const asked = await one(
      `insert into reset_request (identifier, address, correlation_id, asked_at)
       values ('EP', '192.0.2.1', 'spec', now() - interval '9 days') returning id`,
    );
    await purgeAll();
    expect(await count('notice', `subject = '${subject}'`)).toBe(2);
    expect(await count('reset_request', `id = '${asked}'`)).toBe(1);
  });

  test('an open reset, an open lock and mail that waits, whatever their age', async () => {
    await sql(
      `insert into password_reset (account_id, correlation_id, opened_at, deadline)
       values ($1, 'spec', now() - interval '90 days', now() + interval '1 day')`,
      accountId,
    );
    const open = await lock(random(), accountId, null);
    const waiting = await mail({ account: accountId }, 'locked', 'due', '90 days');
    await purgeAll();
    expect(await count('password_reset', `account_id = '${accountId}'`)).toBe(1);
    expect(await count('lockout', `id = '${open}'`)).toBe(1);
    expect(await count('mail_send', `id = '${waiting}'`)).toBe(1);
  });
});

test('R46 of an applicant whose request ended 30 days ago nothing is left: no name, no address, no link, no message', async () => {
  const ended = await registration('refused', '31 days');
  const held = await link('-5 days', ended);
  // A link that is over is guessed at no more.
  await sql(
    `insert into code_attempt (link_id, address, failures, guessed_at) values ($1, '192.0.2.1', 2, now() - interval '31 days')`,
    held,
  );
  const sent = await mail({ registration: ended }, 'refused', 'accepted', '10 days');
  await sql('update mail_send set link_id = $1 where id = $2', held, sent);
  await purgeAll();
  expect(await count('registration', `id = '${ended}'`)).toBe(0);
  expect(await count('password_link', `id = '${held}'`)).toBe(0);
  expect(await count('code_attempt', `link_id = '${held}'`)).toBe(0);
  expect(await count('mail_send', `id = '${sent}'`)).toBe(0);
});

describe('audit lines', () => {
  const partitions = async (): Promise<string[]> =>
    (
      await sql<{ name: string }>(
        `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_event'::regclass`,
      )
    ).map(({ name }) => name);
  const writtenAt = (age: string, id = randomUUID()) =>
    sql(
      `insert into audit_event (id, at, event, actor, outcome) values ($1, now() - $2::interval, 'spec.written', 'system', 'written')`,
      ...[id, age],
    ).then(() => id);

  test('older than 12 months are dropped by a command of the owner, whole months; the others stay', async () => {
    await sql(
      `create table audit_event_2020_01 partition of audit_event for values from ('2020-01-01') to ('2020-02-01')`,
    );
    const [old, young] = [await writtenAt('14 months'), await writtenAt('11 months')];
    expect(await sql('select drop_old_audit_partitions() as dropped')).toEqual([{ dropped: 'audit_event_2020_01' }]);
    expect(await partitions()).not.toContain('audit_event_2020_01');
    expect((await partitions()).length).toBeGreaterThan(12);
    expect(await sql(`select id from audit_event where id in ($1, $2)`, old, young)).toEqual([{ id: young }]);
  });

  test('are out of the processes’ reach', async () => {
    await expect(orm.em.fork().execute('select drop_old_audit_partitions()')).rejects.toThrow('permission denied');
  });
});
