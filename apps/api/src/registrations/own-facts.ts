import { fullName, maskEmail } from '@app/domain';
import type { Administrator, RegistrationGlance } from '@app/contracts/http';
import type { RegistrationStatus } from '@app/contracts';
import { canResendAt } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';

/** What we know of a SIRET ourselves, whatever a directory says. */
export interface OwnFacts {
  contractKnown: boolean;
  establishment: { name: string | null; city: string | null; legalCategory: string | null } | null;
  registration: { caseNumber: string; status: RegistrationStatus; glance: z.infer<typeof RegistrationGlance> } | null;
  /** Who has a password; none while nobody has. */
  administrators: z.infer<typeof Administrator>[];
}

interface Row {
  contract_known: boolean;
  establishment: OwnFacts['establishment'];
  registration: {
    case_number: string;
    public_id: string;
    status: RegistrationStatus;
    email: string;
    can_resend_at: string | null;
  } | null;
  administrators: { first_name: string; last_name: string; email: string; can_sign_in: boolean }[] | null;
}

/**
 * One round trip. Addresses leave masked. Without the right contract number nothing else is read: neither the answer nor its time
 * tells whether the establishment is registered.
 */
export async function readOwnFacts(
  em: EntityManager,
  { siret, contractNumber }: { siret: string; contractNumber: string },
  settings: ApiSettings,
): Promise<OwnFacts> {
  const [row] = await em.execute<[Row]>(
    `with known as (select from contract where siret = ? and number = ?)
     select
       exists (select from known) as contract_known,
       (select json_build_object('name', name, 'city', city, 'legalCategory', legal_category)
        from establishment where siret = ? and exists (select from known)) as establishment,
       (select json_build_object('case_number', r.case_number, 'public_id', r.public_id, 'status', r.status, 'email', r.email,
          'can_resend_at', ${canResendAt(settings)})
        from registration r
        where exists (select from known) and r.siret = ? and r.status in ('checking', 'under-review', 'awaiting-password', 'completed')) as registration,
       (select json_agg(a order by a.last_name, a.first_name)
        from (select first_name, last_name, email, expires_at > now() as can_sign_in from account
              where exists (select from known) and siret = ? and role = 'administrator' and status = 'active') a) as administrators`,
    [siret, contractNumber, siret, siret, siret],
  );
  return {
    contractKnown: row.contract_known,
    establishment: row.establishment,
    registration: row.registration && {
      caseNumber: row.registration.case_number,
      status: row.registration.status,
      glance: glanceOf(row.registration),
    },
    administrators: (row.administrators ?? []).map(({ first_name, last_name, email, can_sign_in }) => ({
      name: fullName({ firstName: first_name, lastName: last_name }),
      email: maskEmail(email),
      canSignIn: can_sign_in,
    })),
  };
}

const glanceOf = (row: NonNullable<Row['registration']>): z.infer<typeof RegistrationGlance> => ({
  id: row.public_id,
  sentTo: maskEmail(row.email),
  canResendAt: row.can_resend_at && new Date(row.can_resend_at).toISOString(),
});
