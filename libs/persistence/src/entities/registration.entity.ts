import { type BlockedReason, type RegistrationStatus, registrationStatuses } from '@app/contracts';
import { defineEntity, p } from '@mikro-orm/core';

/** One request to register an establishment. A partial unique index lets one live registration stand per SIRET. */
export const Registration = defineEntity({
  name: 'Registration',
  tableName: 'registration',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    /** For HTTP: at least 128 random bits, base64url. */
    publicId: p.string().unique(),
    /** The owner key is derived from it and never stored. */
    ownerNonce: p.string().hidden(),
    /** For people and Temporal: `PRC-XXXX-XXXX`. */
    caseNumber: p.string().unique(),
    route: p.string().$type<'classic'>(),
    siret: p.string(),
    contractNumber: p.string(),
    lastName: p.string(),
    firstName: p.string(),
    email: p.string(),
    phone: p.string().nullable(),
    status: p
      .enum(() => [...registrationStatuses])
      .$type<RegistrationStatus>()
      .default('checking'),
    /** Why it was refused: a code of `refusalReasons`, or what an operator wrote. */
    reason: p.string().nullable(),
    approved: p.boolean().default(false),
    reviewUntil: p.datetime().nullable(),
    blockedReason: p.string().$type<BlockedReason>().nullable(),
    blockedSince: p.datetime().nullable(),
    receivedAt: p.datetime().defaultRaw('now()'),
    openedAt: p.datetime().nullable(),
    deadline: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    /** `number` of the latest creation mail asked for. */
    mailNumber: p.integer().default(0),
    correlationId: p.string(),
    /** Both kept by a trigger: each update of the row raises the revision. */
    updatedAt: p.datetime().defaultRaw('now()'),
    revision: p.integer().default(1),
  },
});
