import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import fc from 'fast-check';
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

async function importing(content: string | Buffer) {
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
  expect(await importing(content)).toEqual({
    ...{ encoding: 'utf-8', lines: 2, added: 2, known: 0, refused: 0 },
    bad: [],
  });
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
  expect(count).toMatchObject({ lines: 7, added: 1, known: 0, refused: 6 });
  expect(bad.map(([line]) => line)).toEqual([2, 4, 5, 6, 7, 8]);
  expect(bad[0]?.[1]).toContain('clé incorrecte');
  expect(bad[1]?.[1]).toContain('fonds');
  expect(bad[5]?.[1]).toContain('« more »');
});

test('importing twice adds nothing, and a contract written twice counts once', async () => {
  const content = 'siret;fund;number\n21690123100011;CNRACL;DEMO1\n21690123100011;CNRACL;demo 1\n';
  expect(await importing(content)).toMatchObject({ added: 1, known: 1 });
  expect(await importing(content)).toMatchObject({ added: 0, known: 2 });
});

test('a file that is no registry is refused and changes nothing', async () => {
  for (const content of ['', '\n;;\n', 'name;town\nLyon;Lyon\n', '"siret;fund;number"\n', 'PK\u0003\u0004xl/'])
    await expect(importing(content)).rejects.toThrow(/siret;fund;number|workbook/u);
  await expect(importing('siret;fund;number;Number\n')).rejects.toThrow('“number” is there twice');
  expect(await contracts()).toEqual([]);
});

const three = ['21690123100011;CNRACL;DEMO1', '21330063500017;RAFP;DEMO2', '21690123100011;RAFP;DEMO3'];
const header = 'siret;fund;number';
const asLines = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('R56 every row that a spreadsheet writes is read', () => {
  test.each<[string, string | Buffer, string?]>([
    ['with line ends of Windows', [header, ...three, ''].join('\r\n')],
    ['with line ends of the old Macintosh', [header, ...three].join('\r')],
    ['with mixed line ends', `${header}\n${three[0]}\r${three[1]}\r\n${three[2]}\r\r\n`],
    ['with a byte order mark', `\ufeff${asLines(header, ...three)}`],
    ['in UTF-16', Buffer.from(`\ufeff${asLines(header, ...three)}`, 'utf16le'), 'utf-16le'],
    ['in UTF-16 of the other order', utf16be(`\ufeff${asLines(header, ...three)}`), 'utf-16be'],
    ['in UTF-16 without its mark', Buffer.from(asLines(header, ...three), 'utf16le'), 'utf-16le'],
    ['in UTF-16 of the other order without its mark', utf16be(asLines(header, ...three)), 'utf-16be'],
    ['between tabs', asLines(header, ...three).replaceAll(';', '\t')],
    ['between commas', asLines(header, ...three).replaceAll(';', ',')],
    ['below a line « sep= »', asLines('sep=;', header, ...three)],
    ['with every field between quotes', asLines(header, ...three).replaceAll(/[^;\n]+/gu, '"$&"')],
    ['as a formula that keeps a text', asLines(header, ...three).replaceAll(/[0-9]{14}/gu, '"=""$&"""')],
    ['as a formula between no quotes', asLines(header, ...three).replaceAll(/[0-9]{14}/gu, '="$&"')],
    ['with empty columns at the end', asLines(`${header};;`, ...three.map((line) => `${line};;`))],
    ['with empty fields at the end', asLines(header, ...three.map((line) => `${line};; ;""`))],
    ['among blank rows', asLines('', ';;', header, '', ';;', ...three, '"";"";""', ' ; ;\u00a0', '\ufeff')],
    [
      'with other columns, in any order',
      asLines('Fund ;NUMBER;note;siret', ...three.map((one) => `${one.slice(15)};é, "à";${one.slice(0, 14)}`)),
    ],
    [
      'in Latin-1, said so',
      Buffer.from(
        asLines(
          `${header};ville`,
          ...three.map((line) => `${line.replace('216901231', '216\u00a0901\u00a0231')};Orl\u00e9ans`),
        ),
        'latin1',
      ),
      'windows-1252',
    ],
  ])('%s', async (_how, content, encoding = 'utf-8') => {
    expect(await importing(content)).toEqual({ encoding, lines: 3, added: 3, known: 0, refused: 0, bad: [] });
  });

  test('whatever cuts its bytes in two: each line end and letter is one', async () => {
    const comment = 'é'.repeat(40);
    const lines = Array.from({ length: 3_000 }, (_, index) => `21690123100011;CNRACL;C${index + 1_000};${comment}`);
    expect(await importing([`${header};note`, ...lines].join('\r\n'))).toMatchObject({ added: 3_000, refused: 0 });
  });
});

test.each([
  '2,16901E+13;CNRACL;DEMO1',
  '21690123100011;CNRACL;2.0E+09',
  '21690123100011;CNRACL;1E-05',
  '21690123100011.0;CNRACL;DEMO1',
  '21690123100011;CNRACL;202401.0',
])('R56 a number that the spreadsheet rewrote is refused, and told how to export: %s', async (line) => {
  const { bad, ...count } = await importing(asLines(header, line, String(three[1])));
  expect(count).toMatchObject({ added: 1, refused: 1 });
  expect(bad).toEqual([[2, expect.stringContaining('format Texte')]]);
});

test('R56 a SIRET that lost its first 0 is refused, and told how to export', async () => {
  const { bad } = await importing(asLines(header, '0552013500012;CNRACL;DEMO1', '2169012310001;CNRACL;DEMO1'));
  expect(bad).toEqual([
    [2, expect.stringContaining('commence sans doute par un 0')],
    [3, expect.not.stringContaining('commence')],
  ]);
});

describe('R56 a file in which a row could be lost is refused with its line, and none of it taken', () => {
  test.each([
    ['a quote that never closes', asLines(header, String(three[0]), '', `"${three[1]}`, String(three[2])), 'Line 4:'],
    ['a quote that closes rows below', asLines(header, `"${three[0]}`, String(three[1]), `${three[2]}"`), 'Line 2:'],
    ['a note that swallows a row', asLines(`${header};note`, `${three[0]};"5 inches`, `${three[1]};"`), 'Line 2:'],
    ['a number that swallows a row', asLines(header, `${three[0]}`, '21690123100011;RAFP;"DE', `MO3";x;y`), 'Line 3:'],
    ['a cell of two lines', asLines(header, '"21690123100011', '";RAFP;DEMO1'), 'Line 2:'],
    ['a quote far from its end', asLines(header, `"${'x'.repeat(200_000)}`, `${three[1]}`), 'Line 2:'],
  ])('%s', async (_how, content, line) => {
    await expect(importing(content)).rejects.toThrow(line);
    expect(await contracts()).toEqual([]);
  });

  test('half a letter at its end, in UTF-16', async () => {
    const whole = Buffer.from(`\ufeff${asLines(header, ...three)}`, 'utf16le');
    await expect(importing(whole.subarray(0, -1))).rejects.toThrow('cut off');
    expect(await contracts()).toEqual([]);
  });

  test('what cannot be read twice', async () => {
    const none = () => undefined;
    const reading = importContracts({ databaseUrl: database.ownerUrl, file: folder, onBadLine: none });
    await expect(reading).rejects.toThrow('no file');
  });
});

test('R56 wherever quotes and separators slip in, each row is told of or the file is refused', async () => {
  const slips = fc.array(fc.tuple(fc.nat(400), fc.constantFrom('"', '""', ';', '";', ';"')), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(header, `${header};a;b;c;d`), slips, async (first, places) => {
      await client.query('delete from contract');
      const rows = Array.from({ length: 10 }, (_, index) => `21690123100011;RAFP;N${index}001`);
      let text = rows.join('\n');
      for (const [place, slip] of places)
        text = text.slice(0, place % text.length) + slip + text.slice(place % text.length);
      const count = await importing(asLines(first, text)).catch((error: Error) => error.name);
      if (count === 'NotARegistry') return expect(await contracts()).toEqual([]);
      expect(count).toMatchObject({ lines: 10 });
      return undefined;
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('R56 the command exits with 0 only when every row was read', () => {
  const run = (content: string | Buffer) => {
    writeFileSync(file, content);
    const env = { ...process.env, MIGRATIONS_DATABASE_URL: database.ownerUrl };
    return spawnSync(process.execPath, ['dist/tools/contracts-import/main.js', file], { env, encoding: 'utf8' });
  };
  expect(run(asLines(header, ...three, ';;', ''))).toMatchObject({ status: 0, stderr: '' });
  expect(run(asLines(header, ...three, 'x;RAFP;DEMO9'))).toMatchObject({
    status: 65,
    stdout: expect.stringContaining('3 already known, 1 refused'),
    stderr: expect.stringContaining('line 5:'),
  });
  expect(run(asLines(header, '"21690123100011;RAFP;DEMO9'))).toMatchObject({
    status: 65,
    stderr: expect.stringMatching(/Line 2:.*Nothing was imported/su),
  });
  expect(run(Buffer.from(asLines(`${header};é`, ...three), 'latin1'))).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('Latin-1'),
  });
}, 60_000);

test('a hundred thousand lines take less than 30 s', async () => {
  const line = (_: unknown, index: number) => `21690123100011;CNRACL;C${String(index).padStart(8, '0')}`;
  const content = ['siret;fund;number', ...Array.from({ length: 100_000 }, line)].join('\n');
  const start = performance.now();
  expect(await importing(content)).toMatchObject({ added: 100_000, refused: 0 });
  expect(performance.now() - start).toBeLessThan(30_000);
}, 60_000);
