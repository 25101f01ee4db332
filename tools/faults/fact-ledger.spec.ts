import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/test-postgres.js';
import { readFacts, unrest } from './fact-ledger.js';

let database: TestDatabase;
let owner: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client(database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

test('reads each table of the registration, and says what is not at rest', async () => {
  expect(await unrest(database.ownerUrl)).toEqual([]);
  await owner.query(`
    with case_ as (
      insert into registration (public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email, correlation_id)
      values ('p', 'n', 'PRC-TEST-TEST', 'classic', '99990001200014', 'DEMO', 'Martin', 'Nadia', 'n@exemple.fr', 'spec') returning id),
    mail as (insert into mail_send (registration_id, kind) select id, 'creation' from case_),
    told as (insert into notice (journey, subject, correlation_id) values ('registration', 'PRC-TEST-TEST', 'spec')),
    link as (
      insert into password_link (purpose, registration_id, nonce, key_id, token_hash, expires_at)
      select 'creation', id, 'n', 'k', 'h', now() from case_)
    insert into audit_event (event, actor, subject, outcome, detail)
    values ('registration.cancel', 'operator:spec', 'PRC-TEST-TEST', 'applied', '{"decisionId": "d-1"}')`);
  const facts = await readFacts(database.ownerUrl);
  const [registration] = facts.registrations;
  expect(registration).toMatchObject({
    caseNumber: 'PRC-TEST-TEST',
    status: 'checking',
    receivedAt: expect.any(Date) as Date,
  });
  expect(facts.mails).toMatchObject([{ registrationId: registration?.id, kind: 'creation', number: 0, state: 'due' }]);
  expect(facts.notices).toMatchObject([{ journey: 'registration', subject: 'PRC-TEST-TEST', deliveredAt: null }]);
  expect(facts.links).toMatchObject([{ registrationId: registration?.id, tokenHash: 'h', usedAt: null }]);
  expect(facts.audits).toMatchObject([{ subject: 'PRC-TEST-TEST', decisionId: 'd-1' }]);
  expect(facts.accounts).toEqual([]);
  expect(await unrest(database.ownerUrl)).toEqual(['1 notices waiting', '1 mails waiting', '1 cases open']);
});

test('reads each table of an account, and an open reset is not at rest; an open lock is', async () => {
  await owner.query(`
    insert into establishment (siret, source) values ('99990001200022', 'spec');
    with account_ as (
      insert into account (identifier, siret, last_name, first_name, email, role, status, password_hash, activated_at, expires_at)
      values ('EP-AAAA-AAAA', '99990001200022', 'Martin', 'Nadia', 'n@exemple.fr', 'administrator', 'active', 'h', now(), now())
      returning id),
    guard as (insert into login_guard (key, failures, locked_at) values (repeat('k', 64), 3, now())),
    lock as (insert into lockout (guard_key, account_id, correlation_id) select repeat('k', 64), id, 'spec' from account_),
    reset as (insert into password_reset (account_id, correlation_id, deadline) select id, 'spec', now() from account_),
    asked as (insert into reset_request (identifier, address, correlation_id) values (null, '127.0.0.1', 'asked'))
    insert into session (id_hash, account_id, credentials_version) select repeat('s', 64), id, 1 from account_`);
  const { accounts, lockouts, resets, resetRequests, sessions } = await readFacts(database.ownerUrl);
  const accountId = accounts[0]?.id;
  expect(accounts).toMatchObject([{ credentialsVersion: 1, hasPassword: true }]);
  expect(lockouts).toMatchObject([{ accountId, endedAt: null, guardIsLocked: true, guardFailures: 3 }]);
  expect(resets).toMatchObject([{ accountId, state: 'open', endedAt: null }]);
  expect(resetRequests).toMatchObject([{ accountId: null, correlationId: 'asked', handledAt: null }]);
  expect(sessions).toMatchObject([{ accountId, credentialsVersion: 1 }]);
  expect(await unrest(database.ownerUrl)).toContain('1 resets open');
  expect((await unrest(database.ownerUrl)).join()).not.toContain('lock');
});
