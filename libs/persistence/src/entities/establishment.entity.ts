import { defineEntity, p } from '@mikro-orm/core';

/** What a directory said of an establishment that came to us. */
export const Establishment = defineEntity({
  name: 'Establishment',
  tableName: 'establishment',
  properties: {
    siret: p.string().primary(),
    /** Null when the directory may not tell. */
    name: p.string().nullable(),
    city: p.string().nullable(),
    /** INSEE legal category, four digits; null when the directory may not tell. */
    legalCategory: p.string().nullable(),
    /** The directory that told, and when. */
    source: p.string(),
    seenAt: p.datetime().defaultRaw('now()'),
  },
});
