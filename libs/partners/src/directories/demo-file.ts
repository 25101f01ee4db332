import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';

const DemoFile = z.object({
  establishments: z.array(
    z.object({
      siret: z.string(),
      name: z.string(),
      legalCategory: z.string(),
      city: z.string(),
      state: z.enum(['open', 'closed']),
      closedOn: z.string().optional(),
      behaviour: z.string().optional(),
    }),
  ),
});
export type DemoEstablishment = z.infer<typeof DemoFile>['establishments'][number];

/**
 * Establishments by SIRET of a file in the format of `data/establishments.json`, read again when it changes. The answer
 * rejects while the file is missing or of another form, and heals with it.
 */
export function demoFile(file: string): () => Promise<ReadonlyMap<string, DemoEstablishment>> {
  let known = new Map<string, DemoEstablishment>();
  let readAt = -1;
  return async () => {
    const { mtimeMs } = await stat(file);
    if (mtimeMs !== readAt) {
      const content = DemoFile.parse(JSON.parse(await readFile(file, 'utf8')));
      known = new Map(content.establishments.map((one) => [one.siret, one]));
      readAt = mtimeMs;
    }
    return known;
  };
}
