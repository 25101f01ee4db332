import { Client } from 'pg';

/**
 * Each table that grows with the service's life, and rows of its past: a month of registrations, one in fifty expired, one row in a
 * hundred so old that the nightly retention takes it. Nearly everything is handed over, delivered and handled: the last twenty
 * registrations still wait for their password, twenty before them for their welcome, all of them changed too lately for
 * `reconcile` to start their journeys. `i`: from 1, the latest; `past`: when it happened.
 */
const rows: Record<string, string> = {
  establishment: `(siret, name, city, legal_category, source)
    select '7' || lpad(i::text, 13, '0'), 'Commune ' || i, 'Fictive', '7210', 'bench' from past`,
  contract: `(siret, fund, number) select '7' || lpad(i::text, 13, '0'), 'CNRACL', 'PAST' || i from past`,
  registration: `(public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email, status,
      received_at, opened_at, updated_at, deadline, ended_at, correlation_id)
    select md5('p' || i), md5('o' || i), 'PAST-' || i, 'classic', '7' || lpad(i::text, 13, '0'), 'PAST' || i, 'Passé', 'Camille',
      'past-' || i || '@bench.example',
      case when i <= 20 then 'awaiting-password' when i % 50 = 0 then 'expired' else 'completed' end,
      past, past, now() + interval '1 hour', past + interval '15 days', case when i > 20 then past + interval '1 second' end,
      md5('c' || i) from past`,
  account: `(identifier, registration_id, siret, role, status, last_name, first_name, email, password_hash, activated_at, expires_at)
    select 'PAST-' || substr(case_number, 6), id, siret, 'administrator', 'active', last_name, first_name, email, 'past', ended_at,
      now() + interval '1 year' from registration where status = 'completed'`,
  password_link: `(purpose, registration_id, account_id, nonce, key_id, token_hash, issued_at, live_at, expires_at, used_at)
    select 'creation', registration_id, id, md5(identifier), 'past', md5('t' || identifier), activated_at, activated_at,
      activated_at, activated_at from account where registration_id is not null`,
  code_attempt: `(link_id, address, failures) select id, '192.0.2.1', 1 from password_link`,
  mail_send: `(registration_id, kind, link_id, message_id, state, due_at, accepted_at)
    select registration_id, 'creation', id, md5('m' || id::text), 'accepted', issued_at, issued_at from password_link
    union all
    select id, 'welcome', null, md5('w' || id::text), case when is_late then 'due' else 'accepted' end,
      case when is_late then now() else ended_at end, case when not is_late then ended_at end
    from registration, lateral (select substr(case_number, 6)::int <= 40 as is_late) as late where status = 'completed'`,
  notice: `(journey, subject, correlation_id, created_at, due_at, delivered_at)
    select 'registration', case_number, correlation_id, received_at, received_at, now() - random() * interval '170 hours' from registration`,
  idempotency_key: `(route, key, body_hash, registration_id, status, answer, created_at)
    select 'registrations', 'past-' || row_number() over (), md5('b'), id, 201, '{}', now() - random() * interval '1455 minutes'
    from registration`,
  rate_limit: `(key, points, expire) select 'check:past-' || i, 1, extract(epoch from now() + random() * interval '30 minutes' - interval '18 seconds') * 1000 from past`,
  audit_event: `(event, actor, subject, outcome, correlation_id)
    select 'registration.received', 'person', case_number, 'checking', correlation_id from registration`,
  directory_answer: `(siret, answer, asked_at) select '7' || lpad(i::text, 13, '0'), '{}', now() - random() * interval '1455 minutes' from past`,
  session: `(id_hash, account_id, credentials_version, opened_at, seen_at)
    select md5('s' || id::text), id, 1, now() - random() * interval '788 minutes', now() from account`,
  login_guard: `(key, touched_at) select md5('g' || i), past - interval '17 months' from past order by past`,
  lockout: `(guard_key, account_id, correlation_id, locked_at, ended_at, ended_as)
    select md5('l' || id::text), id, 'past', now(), now() - random() * interval '727 hours', 'unlocked' from account`,
  reset_request: `(identifier, address, correlation_id, asked_at, account_id, outcome, handled_at)
    select identifier, '192.0.2.1', 'past', now(), id, 'reset', now() - random() * interval '1455 minutes' from account`,
  password_reset: `(account_id, state, correlation_id, opened_at, deadline, ended_at)
    select id, 'used', 'past', now() - interval '31 days', now(), now() - random() * interval '727 hours' from account`,
};
/** `count` rows in each, about; checked by no foreign key and no trigger, so as the superuser. */
export async function growTables(adminUrl: string, count: number, say: (line: string) => void): Promise<void> {
  const admin = new Client(adminUrl);
  await admin.connect();
  try {
    await admin.query(`set session_replication_role = replica; set synchronous_commit = off`);
    await admin.query(
      `create temporary table past as
       select i, now() - (i::float8 / ${count}) * interval '727 hours' as past from generate_series(1, ${count}) as i`,
    );
    for (const [table, values] of Object.entries(rows)) {
      say(`${count} rows of ${table} …`);
      await admin.query(`insert into ${table} ${values}`);
    }
    say('Statistics …');
    await admin.query('vacuum analyze');
  } finally {
    await admin.end();
  }
}

/** Names of the tables that hold most of what was grown, and of the indexes that hold next to nothing of it; partitions' own. */
export async function grownAndSmall(
  adminUrl: string,
  count: number,
): Promise<{ grown: Set<string>; small: Set<string> }> {
  const admin = new Client(adminUrl);
  await admin.connect();
  const named = async (kind: string, size: string) => {
    const { rows: found } = await admin.query<{ name: string }>(
      `select relname as name from pg_class where relkind = '${kind}' and relnamespace = 'public'::regnamespace and reltuples ${size}`,
    );
    return new Set(found.map(({ name }) => name));
  };
  const [grown, small] = [await named('r', `> ${count / 2}`), await named('i', `< ${count / 10}`)];
  await admin.end();
  return { grown, small };
}
