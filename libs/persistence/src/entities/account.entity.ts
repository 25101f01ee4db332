import { defineEntity, p } from '@mikro-orm/core';
import { Establishment } from './establishment.entity.js';
import { Registration } from './registration.entity.js';

/** A person's right to sign in for one establishment. */
export const Account = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    /** `EP-XXXX-XXXX`. */
    identifier: p.string().unique(),
    registration: () => p.oneToOne(Registration).owner().nullable().joinColumn('registration_id'),
    establishment: () => p.manyToOne(Establishment).fieldName('siret'),
    role: p.string().$type<'administrator' | 'user'>(),
    /** `pending` until its password is created. */
    status: p.string().$type<'pending' | 'active'>().default('pending'),
    lastName: p.string(),
    firstName: p.string(),
    email: p.string(),
    phone: p.string().nullable(),
    /** PHC string, argon2id. */
    passwordHash: p.string().hidden().nullable(),
    credentialsVersion: p.integer().default(1),
    createdAt: p.datetime().defaultRaw('now()'),
    activatedAt: p.datetime().nullable(),
    /** Moves with each sign-in; from then on only an administrator of the establishment opens it again. */
    expiresAt: p.datetime().nullable(),
    lastLoginAt: p.datetime().nullable(),
    /** When the owner was last told that the identifiant was shown to a person who asked. */
    identifierToldAt: p.datetime().nullable(),
    /** Of the last message about it: the next one has the next number. */
    mailNumber: p.integer().default(0),
    /** Messages up to it count against no limit: the person has come back in by a link since. */
    recoveredMailNumber: p.integer().default(0),
  },
});
