import type { linkStates } from '@app/contracts/http';
import type { LinkSeed } from '@app/persistence';

/** A link that has left once, with whose it is. */
export interface LinkFacts extends LinkSeed {
  registrationId: string;
  accountId: string;
  caseNumber: string;
  state: (typeof linkStates)[number];
  expiresAt: string;
  openedAt: string | null;
  identifier: string;
  lastName: string;
  firstName: string;
  email: string;
  role: 'administrator' | 'user';
  siret: string;
  establishmentName: string | null;
}

/** SQL over `l` and its registration `r`: the database's clock judges, never a process's (R13). */
export const linkState = `case
  when l.used_at is not null then 'used'
  when l.superseded_at is not null then 'superseded'
  when l.expires_at <= now() or r.status <> 'awaiting-password' then 'expired'
  else 'valid' end`;

/** SQL: what is known of links that have left once; the rest of a query follows. */
export const selectLinks = `
  select l.id, l.purpose, l.nonce, l.key_id as "keyId", l.registration_id as "registrationId", l.account_id as "accountId",
    r.case_number as "caseNumber", ${linkState} as state, l.expires_at as "expiresAt",
    l.opened_at as "openedAt", a.identifier,
    r.last_name as "lastName", r.first_name as "firstName", r.email, a.role, r.siret, e.name as "establishmentName"
  from password_link l
  join registration r on r.id = l.registration_id
  left join account a on a.id = l.account_id
  left join establishment e on e.siret = r.siret
  where l.live_at is not null`;
