import { crashPoint, recallAnswer, rememberAnswer } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';

/** A row that an earlier version of us wrote in another form counts as none. */
const Remembered = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    establishment: z.object({
      siret: z.string(),
      name: z.string().nullable(),
      city: z.string().nullable(),
      legalCategory: z.string(),
      open: z.boolean(),
      unitOpen: z.boolean(),
      diffusible: z.boolean(),
      closedOn: z.string().optional(),
    }),
  }),
  z.object({ kind: z.literal('not-diffusible') }),
]);

/**
 * Asks only for what no directory told in the last 24 hours, to whichever process. An outage is never remembered, and
 * « not found » neither: whoever registers the day an establishment is created would be refused for a day. A state that was
 * not told is not remembered, so that the next source is asked for it. Without its database it asks each time.
 */
export const rememberingDirectory = (em: EntityManager, source: EstablishmentDirectory): EstablishmentDirectory => ({
  async find(siret, signal) {
    const known = await recall(em, siret).catch(() => undefined);
    if (known) return known;
    const answer = await source.find(siret, signal);
    if (Remembered.safeParse(answer).success) await remember(em, siret, answer).catch(() => undefined);
    return answer;
  },
});

async function recall(em: EntityManager, siret: string): Promise<DirectoryAnswer | undefined> {
  return Remembered.safeParse(await recallAnswer(em.fork(), siret)).data;
}

async function remember(em: EntityManager, siret: string, answer: DirectoryAnswer): Promise<void> {
  crashPoint('directory.before-remembered');
  await rememberAnswer(em.fork(), siret, answer);
  crashPoint('directory.after-remembered');
}
