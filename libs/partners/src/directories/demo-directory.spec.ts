import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directoryMistakes } from './configured-directories.js';
import { demoDirectory } from './demo-directory.js';

const delivered = fileURLToPath(new URL('../../../../data/establishments.json', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-directory-'));
});
afterAll(() => rm(folder, { recursive: true }));

const mairie = {
  siret: '99990001200017',
  name: 'Mairie',
  legalCategory: '7210',
  city: 'Démonstration',
  state: 'open',
};
const fileOf = (...establishments: object[]) => JSON.stringify({ establishments });

/** Each version has a time of its own, so that the test does not depend on how fine the clock of the disk is. */
async function version(file: string, number: number, content: string): Promise<void> {
  await writeFile(file, content);
  await utimes(file, number, number);
}

describe('the demo directory', () => {
  test('finds an establishment of the delivered file', async () => {
    expect(await demoDirectory(delivered).find('21690123100011')).toEqual({
      kind: 'found',
      establishment: {
        siret: '21690123100011',
        name: 'Commune de Lyon (mairie)',
        city: 'Lyon',
        legalCategory: '7210',
        open: true,
        unitOpen: true,
        diffusible: true,
      },
    });
  });

  test('finds every establishment of the delivered file but those whose directory is away', async () => {
    const { establishments } = JSON.parse(await readFile(delivered, 'utf8')) as {
      establishments: { siret: string; state: string; behaviour?: string }[];
    };
    const directory = demoDirectory(delivered);
    expect(establishments.length).toBeGreaterThan(40);
    for (const { siret, state, behaviour } of establishments) {
      const answer = await directory.find(siret);
      if (behaviour === 'directory-outage') expect(answer).toEqual({ kind: 'unavailable', cause: 'demo-outage' });
      else expect(answer).toMatchObject({ kind: 'found', establishment: { siret, open: state === 'open' } });
    }
  });

  test('says who an establishment is only when it agreed to be shown', async () => {
    expect(await demoDirectory(delivered).find('99990006100014')).toMatchObject({
      kind: 'found',
      establishment: { name: null, city: null, diffusible: false, legalCategory: '7353' },
    });
  });

  test('does not find what the file does not hold', async () => {
    expect(await demoDirectory(delivered).find('35600000049837')).toEqual({ kind: 'not-found' });
    expect(await demoDirectory(delivered).find('constructor')).toEqual({ kind: 'not-found' });
  });

  test('reads the file again when it has changed', async () => {
    const file = join(folder, 'changing.json');
    const directory = demoDirectory(file);
    await version(file, 1_000, fileOf(mairie));
    expect(await directory.find(mairie.siret)).toMatchObject({ establishment: { open: true } });
    await version(file, 2_000, fileOf({ ...mairie, state: 'closed' }));
    expect(await directory.find(mairie.siret)).toMatchObject({ establishment: { open: false } });
    await version(file, 3_000, fileOf());
    expect(await directory.find(mairie.siret)).toEqual({ kind: 'not-found' });
  });

  test.each([
    ['malformed', '{"establishments": ['],
    ['empty', ''],
    ['of another form', '{"establishments": [{"siret": "99990001200017"}]}'],
    ['with a state nobody knows', fileOf({ ...mairie, state: 'asleep' })],
  ])('is away, not ignorant, while its file is %s, and heals with it', async (form, content) => {
    const file = join(folder, `${form}.json`);
    const directory = demoDirectory(file);
    await version(file, 1_000, content);
    expect(await directory.find(mairie.siret)).toEqual({ kind: 'unavailable', cause: 'demo-file' });
    expect(await directory.find(mairie.siret)).toEqual({ kind: 'unavailable', cause: 'demo-file' });
    await version(file, 2_000, fileOf(mairie));
    expect(await directory.find(mairie.siret)).toMatchObject({ kind: 'found' });
  });

  test('is away while there is no file', async () => {
    const directory = demoDirectory(join(folder, 'none.json'));
    expect(await directory.find(mairie.siret)).toEqual({ kind: 'unavailable', cause: 'demo-file' });
  });
});

describe('a DIRECTORY_FILE that cannot be read is told at the start, with its line', () => {
  const mistakesOf = (directoryFile: string, ...directories: ('demo' | 'sirene')[]) =>
    directoryMistakes({ directories, directoryFile }).map(({ variable, problem }) => `${variable} ${problem}`);

  test.each([
    ['cut off', '{"establishments": [\n\n', 'no JSON: line 3'],
    ['empty', '', 'no JSON: line 1'],
    ['with a comma too many', '{"establishments": [\n{},\n]}', 'no JSON: line 3'],
    ['with a comment', '{\n// ours\n"establishments": []}', 'no JSON: line 2'],
    ['with a word between no quotes', '{"establishments": [\n{"siret": 21690123100011a}]}', 'no JSON: line 2'],
    ['of another form', '[]', 'of another form: line 1'],
    [
      'without a field',
      `{"establishments": [\n${JSON.stringify(mairie)},\n{"siret": "1"}\n]}`,
      'line 3, establishments.1.name',
    ],
    [
      'with a state it does not know',
      JSON.stringify({ establishments: [mairie, { ...mairie, state: 'asleep' }] }, null, 1),
      'line 15, establishments.1.state',
    ],
    [
      'with a day that is none',
      JSON.stringify({ establishments: [{ ...mairie, closedOn: 'hier' }] }, null, 1),
      'line 9, establishments.0.closedOn',
    ],
  ])('%s', async (form, content, told) => {
    const file = join(folder, `start ${form}.json`);
    await writeFile(file, content);
    expect(mistakesOf(file, 'sirene', 'demo')).toEqual([expect.stringContaining(told)]);
    expect(mistakesOf(file, 'sirene')).toEqual([]);
  });

  test('missing', () => {
    expect(mistakesOf(join(folder, 'none.json'), 'demo')).toEqual([expect.stringContaining('ENOENT')]);
  });

  test('and the delivered one has none', () => {
    expect(mistakesOf(delivered, 'demo')).toEqual([]);
  });
});
