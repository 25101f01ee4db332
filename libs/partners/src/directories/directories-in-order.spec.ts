import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { directoriesInOrder } from './directories-in-order.js';
import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';

const siret = '21690123100011';
const found = {
  kind: 'found' as const,
  establishment: {
    ...{ siret, name: 'Mairie', city: 'Lyon', legalCategory: '7210' },
    ...{ open: true, unitOpen: true, diffusible: true },
  },
} satisfies DirectoryAnswer;
const untold: DirectoryAnswer = { ...found, establishment: { ...found.establishment, open: null } };
const untoldUnit: DirectoryAnswer = { ...found, establishment: { ...found.establishment, unitOpen: null } };
const closed: DirectoryAnswer = { ...found, establishment: { ...found.establishment, open: false, unitOpen: null } };
const unknown: DirectoryAnswer = { kind: 'not-found' };
const withheld: DirectoryAnswer = { kind: 'not-diffusible' };
const away: DirectoryAnswer = { kind: 'unavailable', cause: 'timeout' };

/** Answers the one thing, and counts how often it was asked. */
const source = (answer: DirectoryAnswer) => {
  const directory = { asked: 0, find: () => ((directory.asked += 1), Promise.resolve(answer)) };
  return directory;
};
const untilAborted: EstablishmentDirectory = {
  find: (_siret, signal) =>
    new Promise((resolve) => {
      const giveUp = () => resolve(away);
      if (signal?.aborted) giveUp();
      signal?.addEventListener('abort', giveUp);
    }),
};

describe('directories in order', () => {
  test.each<[string, DirectoryAnswer[], DirectoryAnswer, number]>([
    ['the first that finds it', [found, away], found, 1],
    ['the first that may not show it', [withheld, found], withheld, 1],
    ['the next when one does not know it', [unknown, found], found, 2],
    ['the next when one is away', [away, found], found, 2],
    ['all when none knows it', [unknown, unknown, unknown], unknown, 3],
    ['the next when one does not tell the state', [untold, found], found, 2],
    ['the next when one does not tell that of the unit', [untoldUnit, found], found, 2],
    ['the first that says closed, whatever else it does not tell', [closed, found], closed, 1],
    ['an untold state when none tells it', [unknown, untold, unknown], untold, 3],
    ['« away » when the one that could tell the state is', [untold, away], away, 2],
    ['« away » when the first was', [away, unknown], away, 2],
    ['« away » when the last was', [unknown, away], away, 2],
  ])('answer with %s', async (_what, answers, expected, asked) => {
    const sources = answers.map(source);
    expect(await directoriesInOrder(sources).find(siret)).toEqual(expected);
    expect(sources.reduce((sum, each) => sum + each.asked, 0)).toBe(asked);
  });

  test('never say « unknown » while one is away, nor anything else when one knows', async () => {
    const answers = fc.array(fc.constantFrom(found, unknown, withheld, away), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(answers, async (told) => {
        const known = told.find(({ kind }) => kind === 'found' || kind === 'not-diffusible');
        const otherwise = told.includes(away) ? away : unknown;
        expect(await directoriesInOrder(told.map(source)).find(siret)).toEqual(known ?? otherwise);
      }),
    );
  });

  test('share one budget: two that never answer take no longer than one', async () => {
    const begun = performance.now();
    const directory = directoriesInOrder([untilAborted, untilAborted, untilAborted], { budgetMs: 1_000 });
    expect(await directory.find(siret)).toEqual(away);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('stop waiting when who asks does', async () => {
    const patience = new AbortController();
    const answer = directoriesInOrder([untilAborted, untilAborted], { budgetMs: 60_000 }).find(siret, patience.signal);
    patience.abort();
    expect(await answer).toEqual(away);
  });
});
