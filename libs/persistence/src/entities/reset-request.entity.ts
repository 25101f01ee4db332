import { defineEntity, p } from '@mikro-orm/core';

/** « Mot de passe oublié », as a person asked; whose account it is, is looked up behind the answer. */
export const ResetRequest = defineEntity({
  name: 'ResetRequest',
  tableName: 'reset_request',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    /** Null when what was typed is no identifier: it might be a password. */
    identifier: p.string().nullable(),
    address: p.string(),
    correlationId: p.string(),
    askedAt: p.datetime().defaultRaw('now()'),
    accountId: p.uuid().nullable(),
    outcome: p.string().$type<'unknown' | 'limited' | 'reset' | 'account-expired' | 'registration'>().nullable(),
    handledAt: p.datetime().nullable(),
  },
});
