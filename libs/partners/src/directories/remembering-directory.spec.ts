import { connectToDatabase } from '@app/persistence';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ownDatabase } from '../../../../tools/testing/own-database.js';
import type { DirectoryAnswer } from './establishment-directory.js';
import { rememberingDirectory } from './remembering-directory.js';

const database = ownDatabase(5);
const { sql } = database;
beforeEach(() => sql('delete from directory_answer'));

const siret = '21690123100011';
const found: DirectoryAnswer = {
  kind: 'found',
  establishment: {
    ...{ siret, name: `Mairie « d'ici ? »`, city: null, legalCategory: '7210' },
    ...{ open: true, unitOpen: true, diffusible: true },
  },
};
const withheld: DirectoryAnswer = { kind: 'not-diffusible' };
const source = (answer: DirectoryAnswer) => {
  const directory = { answer, asked: 0, find: () => ((directory.asked += 1), Promise.resolve(directory.answer)) };
  return directory;
};
const age = (interval: string, of = siret) =>
  sql('update directory_answer set asked_at = now() - ?::interval where siret = ?', interval, of);

describe('what a directory told', () => {
  test.each([
    ['an establishment', found],
    ['one that may not be shown', withheld],
  ])('of %s is asked once in 24 hours, whoever asks and whichever directory is next', async (_what, answer) => {
    const [first, second] = [source(answer), source({ kind: 'unavailable', cause: 'timeout' })];
    expect(await rememberingDirectory(database.orm.em, first).find(siret)).toEqual(answer);
    expect(await rememberingDirectory(database.orm.em, first).find(siret)).toEqual(answer);
    await age('23 hours 59 minutes');
    expect(await rememberingDirectory(database.orm.em, second).find(siret)).toEqual(answer);
    expect([first.asked, second.asked]).toEqual([1, 0]);
  });

  test('is asked anew after 24 hours, and has a new date then', async () => {
    const directory = source(found);
    await rememberingDirectory(database.orm.em, directory).find(siret);
    await age('24 hours');
    directory.answer = withheld;
    expect(await rememberingDirectory(database.orm.em, directory).find(siret)).toEqual(withheld);
    expect(await sql(`select asked_at > now() - interval '1 minute' as fresh from directory_answer`)).toEqual([
      { fresh: true },
    ]);
  });

  test.each<[string, DirectoryAnswer]>([
    ['an outage', { kind: 'unavailable', cause: 'timeout' }],
    ['« not found »', { kind: 'not-found' }],
  ])('is forgotten at once when it is %s', async (_what, answer) => {
    const directory = source(answer);
    expect(await rememberingDirectory(database.orm.em, directory).find(siret)).toEqual(answer);
    directory.answer = found;
    expect(await rememberingDirectory(database.orm.em, directory).find(siret)).toEqual(found);
  });

  test('is asked anew when it was kept in a form of another version', async () => {
    await sql(`insert into directory_answer (siret, answer) values (?, '{"kind":"found","siege":1}')`, siret);
    expect(await rememberingDirectory(database.orm.em, source(found)).find(siret)).toEqual(found);
  });

  test('is told also while the database is away', async () => {
    const away = await connectToDatabase('postgres://nobody@127.0.0.1:9/none', 1);
    expect(await rememberingDirectory(away.em, source(found)).find(siret)).toEqual(found);
    await away.close(true);
  });

  test('is told to all who ask at once', async () => {
    const directory = source(found);
    const told = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        rememberingDirectory(database.orm.em, directory).find(`3${siret.slice(1, 12)}${n + 10}`),
      ),
    );
    expect(told).toEqual(told.map(() => found));
    expect(await sql('select count(*)::int as kept from directory_answer')).toEqual([{ kept: 40 }]);
  });
});
