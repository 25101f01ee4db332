import { caseNumberFrom, identifierFrom } from '@app/domain';
import { holdRegistration, newNonce, newPublicId } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomBytes, randomInt } from 'node:crypto';
import { waitUntil } from '../../../tools/local/wait-until.js';

const randomSiret = (): string => String(randomInt(1e13, 9e13)).padStart(14, '9');

/** A case just received, in the database; answers its number. */
export async function receivedCase(em: EntityManager, siret = randomSiret()): Promise<string> {
  const caseNumber = caseNumberFrom(randomBytes(5));
  await em.execute(
    `insert into registration (public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email, correlation_id)
     values (?, ?, ?, 'classic', ?, 'DEMO2024017', 'Martin', 'Nadia', 'nadia@exemple.fr', 'spec')`,
    [newPublicId(), newNonce(), caseNumber, siret],
    'run',
  );
  return caseNumber;
}

/** The same, opened: pending account, deadline in 15 days, creation mail due. */
export async function openedCase(em: EntityManager): Promise<string> {
  const caseNumber = await receivedCase(em);
  await em.execute(
    `with opened as (
       update registration set status = 'awaiting-password', opened_at = now(), deadline = now() + interval '15 days'
       where case_number = ? returning *),
     known as (
       insert into establishment (siret, name, city, legal_category, source)
       select siret, 'Mairie de test', 'Test', '7210', 'spec' from opened returning siret),
     pending as (
       insert into account (identifier, registration_id, siret, role, last_name, first_name, email)
       select ?, opened.id, known.siret, 'administrator', last_name, first_name, email from opened, known)
     insert into mail_send (registration_id, kind) select id, 'creation' from opened`,
    [caseNumber, identifierFrom(randomBytes(5))],
    'run',
  );
  return caseNumber;
}

/** As the API stores one: holds the registration, then drops its messages. `work` begins between the two, and is waited for behind them. */
export async function whileAPasswordIsStored(
  em: () => EntityManager,
  caseNumber: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const [{ id }] = await em().execute<[{ id: string }]>('select id from registration where case_number = ?', [
    caseNumber,
  ]);
  let working: Promise<unknown> | undefined;
  await em().transactional(async (tx) => {
    await holdRegistration(tx, id);
    working = work();
    working.catch(() => undefined);
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await waitUntil('it waits for the registration', async () => (await em().execute<unknown[]>(waits)).length > 0);
    await tx.execute(`update mail_send set state = 'dropped' where registration_id = ?`, [id], 'run');
  });
  await working;
}
