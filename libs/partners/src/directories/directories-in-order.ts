import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';

/**
 * Asks one source after the other until one knows the establishment. What none knows is `not-found` only if all of them
 * answered: with one away nobody can tell. They share `budgetMs`; whoever comes after it has no time left.
 */
export const directoriesInOrder = (
  sources: readonly EstablishmentDirectory[],
  { budgetMs = 8_000 }: { budgetMs?: number } = {},
): EstablishmentDirectory => ({
  async find(siret, signal) {
    const limit = AbortSignal.any([AbortSignal.timeout(budgetMs), ...(signal ? [signal] : [])]);
    let last: DirectoryAnswer = { kind: 'not-found' };
    for (const source of sources) {
      const answer = await source.find(siret, limit);
      if (answer.kind === 'found' || answer.kind === 'not-diffusible') return answer;
      if (last.kind !== 'unavailable') last = answer;
    }
    return last;
  },
});
