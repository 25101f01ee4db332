import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';

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
type DemoEstablishment = z.infer<typeof DemoFile>['establishments'][number];

/** The offline default: a file in the format of `data/establishments.json`, read again when it changes. */
export function demoDirectory(file: string): EstablishmentDirectory {
  let known = new Map<string, DemoEstablishment>();
  let readAt = -1;

  async function establishments(): Promise<typeof known> {
    const { mtimeMs } = await stat(file);
    if (mtimeMs !== readAt) {
      const content = DemoFile.parse(JSON.parse(await readFile(file, 'utf8')));
      known = new Map(content.establishments.map((one) => [one.siret, one]));
      readAt = mtimeMs;
    }
    return known;
  }

  return {
    async find(siret) {
      try {
        return answerOf((await establishments()).get(siret));
      } catch {
        return { kind: 'unavailable', cause: 'demo-file' };
      }
    },
  };
}

function answerOf(one: DemoEstablishment | undefined): DirectoryAnswer {
  if (!one) return { kind: 'not-found' };
  if (one.behaviour === 'directory-outage') return { kind: 'unavailable', cause: 'demo-outage' };
  const { siret, name, city, legalCategory, state, closedOn, behaviour } = one;
  const diffusible = behaviour !== 'partial';
  return {
    kind: 'found',
    establishment: {
      siret,
      name: diffusible ? name : null,
      city: diffusible ? city : null,
      legalCategory,
      open: state === 'open',
      unitOpen: true,
      closedOn: closedOn ?? null,
      diffusible,
    },
  };
}
