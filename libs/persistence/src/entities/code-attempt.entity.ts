import { defineEntity, p } from '@mikro-orm/core';

/** Guesses of a typed code, per link and address; with an empty address, those of all addresses. */
export const CodeAttempt = defineEntity({
  name: 'CodeAttempt',
  tableName: 'code_attempt',
  properties: {
    /** No reference: where there is no link, guesses are counted under an id of none. */
    linkId: p.uuid().primary(),
    address: p.string().primary(),
    failures: p.integer().default(0),
    guessedAt: p.datetime().defaultRaw('now()'),
  },
});
