import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.js';
import { Registration } from './registration.entity.js';

/** An e-mailed way to set a password. A partial unique index lets one live link stand per account and purpose. */
export const PasswordLink = defineEntity({
  name: 'PasswordLink',
  tableName: 'password_link',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    purpose: p.string().$type<'creation' | 'reset'>(),
    registration: () => p.manyToOne(Registration).nullable().joinColumn('registration_id'),
    /** Null once a closed registration has taken its pending account away. */
    account: () => p.manyToOne(Account).nullable().joinColumn('account_id'),
    /** 128 bits, hex. Token and code are derived from it (`secrets.ts`); neither is stored. */
    nonce: p.string().hidden(),
    keyId: p.string(),
    /** SHA-256 of the token, hex. */
    tokenHash: p.string().hidden(),
    issuedAt: p.datetime().defaultRaw('now()'),
    /** Set when its message is handed over: only then does the link work. */
    liveAt: p.datetime().nullable(),
    expiresAt: p.datetime(),
    supersededAt: p.datetime().nullable(),
    usedAt: p.datetime().nullable(),
    /** First time somebody, or some scanner, looked at it. */
    openedAt: p.datetime().nullable(),
    /** As earlier versions counted; `code_attempt` counts now. */
    codeFailures: p.integer().default(0),
  },
});
