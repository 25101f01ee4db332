import { type DemoEstablishment, demoFile } from './demo-file.js';
import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';

/** The offline default: a file in the format of `data/establishments.json`, read again when it changes. */
export function demoDirectory(file: string): EstablishmentDirectory {
  const establishments = demoFile(file);
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
      diffusible,
      ...(state === 'closed' && closedOn && { closedOn }),
    },
  };
}
