import type { AccountMailKind } from '@app/contracts';
import { identifierFrom } from '@app/domain';
import { makeAccountMailDue } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomBytes } from 'node:crypto';
import { openedCase } from './registration.fixture.js';

/** The account of a registration that is completed; answers its id. `expiresIn`: PostgreSQL interval. */
export async function activeAccount(em: EntityManager, expiresIn = '18 months'): Promise<string> {
  const caseNumber = await openedCase(em);
  const [row] = await em.execute<[{ id: string }]>(
    `with completed as (
       update registration set status = 'completed', ended_at = now() where case_number = ? returning id),
     told as (update mail_send set state = 'accepted' where registration_id in (select id from completed))
     update account set status = 'active', password_hash = 'spec', activated_at = now(), expires_at = now() + ?::interval
     where registration_id in (select id from completed) returning id`,
    [caseNumber, expiresIn],
  );
  return row.id;
}

/** A colleague of that account, whom no registration brought. */
export async function colleagueOf(em: EntityManager, accountId: string, firstName: string): Promise<string> {
  const [row] = await em.execute<[{ id: string }]>(
    `insert into account (identifier, siret, role, status, last_name, first_name, email, password_hash, activated_at, expires_at)
     select ?, siret, 'user', 'active', 'Petit', ?, 'collegue@exemple.fr', 'spec', now(), now() - interval '1 day'
     from account where id = ? returning id`,
    [identifierFrom(randomBytes(5)), firstName, accountId],
  );
  return row.id;
}

/** Somebody asked for a new password, as `reset-request` records it. */
export const askForReset = (em: EntityManager, accountId: string): Promise<void> =>
  em.transactional(async (tx) => {
    await tx.execute(
      `insert into password_reset (account_id, correlation_id, deadline) values (?, 'spec', now() + interval '3 days')
       on conflict (account_id) where state = 'open' do nothing`,
      [accountId],
      'run',
    );
    await makeAccountMailDue(tx, accountId, 'reset');
  });

export const lockAccount = (em: EntityManager, accountId: string): Promise<unknown> =>
  em.execute(
    `insert into lockout (guard_key, account_id, correlation_id, locked_at) values (?, ?, 'spec', now() - interval '1 hour')`,
    [randomBytes(32).toString('hex'), accountId],
    'run',
  );

export const makeDue = (em: EntityManager, accountId: string, kind: AccountMailKind, aboutId?: string): Promise<void> =>
  em.transactional((tx) => makeAccountMailDue(tx, accountId, kind, aboutId));

/** The account's mail moves into the past, as if that long had passed. */
export const passForMail = (em: EntityManager, accountId: string, seconds: number): Promise<unknown> =>
  em.execute(
    `update mail_send set lease_until = lease_until - make_interval(secs => ?),
       attempted_at = attempted_at - make_interval(secs => ?), due_at = due_at - make_interval(secs => ?) where account_id = ?`,
    [seconds, seconds, seconds, accountId],
    'run',
  );
