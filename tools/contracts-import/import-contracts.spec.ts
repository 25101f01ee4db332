import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/test-postgres.js';
import { importContracts } from './import-contracts.js';

const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
const file = join(folder, 'contracts.csv');
let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client(database.ownerUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await client.query('delete from contract');
});

async function importing(content: string) {
  writeFileSync(file, content);
  const bad: [number, string][] = [];
  const count = await importContracts({
    databaseUrl: database.ownerUrl,
    file,
    onBadLine: (line, reason) => bad.push([line, reason]),
  });
  return { ...count, bad };
}
const contracts = async () =>
  (await client.query('select siret, fund, number from contract order by 1, 2, 3')).rows as unknown[];

test('contracts are read however they are typed', async () => {
  const content =
    '\ufeffsiret;fund;number\r\n216 901 231 00011;Cnracl;demo-1000 001\r\n"21330063500017";"IRCANTEC";"AB12"\r\n';
  expect(await importing(content)).toEqual({ lines: 2, added: 2, known: 0, refused: 0, bad: [] });
  expect(await contracts()).toEqual([
    { siret: '21330063500017', fund: 'IRCANTEC', number: 'AB12' },
    { siret: '21690123100011', fund: 'CNRACL', number: 'DEMO1000001' },
  ]);
});

test('bad lines are told by number and reason, and the good ones kept', async () => {
  const lines = [
    'siret;fund;number',
    '21690123100012;CNRACL;DEMO1',
    '',
    '21690123100011;AGIRC;DEMO1',
    '21690123100011;CNRACL;é',
    '21690123100011',
    'a"b;CNRACL;DEMO1',
    '21690123100011;CNRACL;DEMO1;more',
    '21690123100011;RAFP;DEMO1',
  ];
  const { bad, ...count } = await importing(lines.join('\n'));
  expect(count).toEqual({ lines: 7, added: 2, known: 0, refused: 5 });
  expect(bad.map(([line]) => line)).toEqual([2, 4, 5, 6, 7]);
  expect(bad[0]?.[1]).toContain('clé incorrecte');
  expect(bad[1]?.[1]).toContain('fonds');
});

test('importing twice adds nothing, and a contract written twice counts once', async () => {
  const content = 'siret;fund;number\n21690123100011;CNRACL;DEMO1\n21690123100011;CNRACL;demo 1\n';
  expect(await importing(content)).toMatchObject({ added: 1, known: 1 });
  expect(await importing(content)).toMatchObject({ added: 0, known: 2 });
});

test('a file that is no registry is refused and changes nothing', async () => {
  await expect(importing('name;town\nLyon;Lyon\n')).rejects.toThrow('siret;fund;number');
  expect(await contracts()).toEqual([]);
});

test('a hundred thousand lines take less than 30 s', async () => {
  const line = (_: unknown, index: number) => `21690123100011;CNRACL;C${String(index).padStart(8, '0')}`;
  const content = ['siret;fund;number', ...Array.from({ length: 100_000 }, line)].join('\n');
  const start = performance.now();
  expect(await importing(content)).toMatchObject({ added: 100_000, refused: 0 });
  expect(performance.now() - start).toBeLessThan(30_000);
}, 60_000);
