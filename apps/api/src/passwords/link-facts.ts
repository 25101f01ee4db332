import type { linkStates } from '@app/contracts/http';
import type { LinkSeed } from '@app/persistence';

/** A link that has left once, with whose it is. */
export interface LinkFacts extends LinkSeed {
  /** Null for a reset. */
  registrationId: string | null;
  accountId: string;
  caseNumber: string | null;
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
  city: string | null;
}

/** SQL over `l`, its registration `r` and its account `a`: the database's clock judges, never a process's (R13). */
export const linkState = `case
  when l.used_at is not null then 'used'
  when l.superseded_at is not null then 'superseded'
  when l.expires_at <= now() then 'expired'
  when l.purpose = 'creation' and r.status <> 'awaiting-password' then 'expired'
  when l.purpose = 'reset' and a.status is distinct from 'active' then 'expired'
  else 'valid' end`;

/** SQL: what is known of links that have left once; the rest of a query follows. */
export const selectLinks = `
  select l.id, l.purpose, l.nonce, l.key_id as "keyId", l.registration_id as "registrationId", l.account_id as "accountId",
    r.case_number as "caseNumber", ${linkState} as state, l.expires_at as "expiresAt",
    l.opened_at as "openedAt", a.identifier,
    coalesce(a.last_name, r.last_name) as "lastName", coalesce(a.first_name, r.first_name) as "firstName",
    coalesce(a.email, r.email) as email, a.role, coalesce(a.siret, r.siret) as siret, e.name as "establishmentName", e.city
  from password_link l
  left join registration r on r.id = l.registration_id
  left join account a on a.id = l.account_id
  left join establishment e on e.siret = coalesce(a.siret, r.siret)
  where l.live_at is not null`;

/** A link that creates the first password of a registration's account. */
export type CreationLink = LinkFacts & { registrationId: string; caseNumber: string };
export const isCreation = (link: LinkFacts): link is CreationLink => link.purpose === 'creation';
