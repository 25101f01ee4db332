import type { DirectoryAnswer, DirectoryEstablishment, EstablishmentDirectory } from './establishment-directory.js';

/**
 * Asks one source after the other until one knows the establishment and says whether it is open. What none knows is
 * `not-found` only if all of them answered: with one away no other can tell. A state that none tells stays untold. They
 * share `budgetMs`: what comes after it has no time left.
 */
export const directoriesInOrder = (
  sources: readonly EstablishmentDirectory[],
  { budgetMs = 8_000 }: { budgetMs?: number } = {},
): EstablishmentDirectory => ({
  async find(siret, signal) {
    const limit = AbortSignal.any([AbortSignal.timeout(budgetMs), ...(signal ? [signal] : [])]);
    let best: DirectoryAnswer = { kind: 'not-found' };
    for (const source of sources) {
      const answer = await source.find(siret, limit);
      if (answer.kind === 'not-diffusible' || (answer.kind === 'found' && tellsState(answer.establishment)))
        return answer;
      if (weight[answer.kind] > weight[best.kind]) best = answer;
    }
    return best;
  },
});

/** Open or closed: one of the two closed is enough to know. */
const tellsState = ({ open, unitOpen }: DirectoryEstablishment): boolean =>
  open === false || unitOpen === false || (open !== null && unitOpen !== null);

/** With one away no other can say « not found », nor that no source tells the state. */
const weight = { 'not-found': 0, found: 1, unavailable: 2, 'not-diffusible': 3 } as const;
