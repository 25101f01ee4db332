import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';

/** All sources of one question together, ms. */
const budgetMs = 8_000;

/**
 * Asks one source after the other until one knows the establishment. What none knows is `not-found` only if all of them
 * answered: with one away nobody can tell.
 */
export const directoriesInOrder = (
  sources: readonly EstablishmentDirectory[],
  budget = budgetMs,
): EstablishmentDirectory => ({
  async find(siret, signal) {
    const limit = AbortSignal.any([AbortSignal.timeout(budget), ...(signal ? [signal] : [])]);
    let last: DirectoryAnswer = { kind: 'not-found' };
    for (const source of sources) {
      const answer = await source.find(siret, limit);
      if (answer.kind === 'found' || answer.kind === 'not-diffusible') return answer;
      if (last.kind !== 'unavailable') last = answer;
    }
    return last;
  },
});
