import { defineEntity, p } from '@mikro-orm/core';

/** What a directory said of an establishment, remembered for a day. */
export const DirectoryAnswer = defineEntity({
  name: 'DirectoryAnswer',
  tableName: 'directory_answer',
  properties: {
    siret: p.string().primary(),
    answer: p.json<unknown>(),
    askedAt: p.datetime().defaultRaw('now()'),
  },
});
