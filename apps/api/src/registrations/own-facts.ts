import { fullName, maskEmail } from '@app/domain';
import type { Administrator, RegistrationGlance } from '@app/contracts/http';
import type { RegistrationStatus } from '@app/contracts';
import { type OwnRow, readOwnRow } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';

/** What we know of a SIRET ourselves, whatever a directory says. */
export interface OwnFacts {
  contractKnown: boolean;
  establishment: OwnRow['establishment'];
  registration: { caseNumber: string; status: RegistrationStatus; glance: z.infer<typeof RegistrationGlance> } | null;
  /** Who has a password; none while nobody has. */
  administrators: z.infer<typeof Administrator>[];
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
  const row = await readOwnRow(em, { siret, contractNumber }, settings);
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

const glanceOf = (row: NonNullable<OwnRow['registration']>): z.infer<typeof RegistrationGlance> => ({
  id: row.public_id,
  sentTo: maskEmail(row.email),
  canResendAt: row.can_resend_at && new Date(row.can_resend_at).toISOString(),
});
