import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { readContractLine } from './contract-line.js';
import { delimiterOf, type RegistryRow, registryRows } from './registry-rows.js';
import { type Encoding, inspectText, textOf } from './spreadsheet-text.js';

export interface Import {
  databaseUrl: string;
  /** Path of a CSV file, `siret;fund;number` with that header line. */
  file: string;
  onBadLine(line: number, reason: string): void;
  /** Bytes read so far, and in all. */
  onProgress?(done: number, total: number): void;
}
export interface ImportCount {
  encoding: Encoding;
  /** Rows that hold something, the header aside: each is added, known or refused. */
  lines: number;
  added: number;
  /** Already in the registry, or twice in the file. */
  known: number;
  refused: number;
}

async function* bytesOf(file: string, onRead: (done: number) => void): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    onRead(source.bytesRead);
    yield chunk;
  }
}

const read = ({ fields, beyond }: RegistryRow) =>
  beyond.length > 0
    ? { reason: `La ligne a plus de champs que l’en-tête : « ${beyond.join(' », « ').slice(0, 80)} ».` }
    : readContractLine(fields);

/** Good lines in the form that COPY reads: they hold only letters and digits, so nothing is to be escaped. */
async function* goodLines(
  rows: AsyncIterable<RegistryRow>,
  { onBadLine }: Import,
  count: ImportCount,
): AsyncGenerator<string> {
  let batch = '';
  for await (const row of rows) {
    count.lines += 1;
    const contract = read(row);
    if ('reason' in contract) {
      count.refused += 1;
      onBadLine(row.line, contract.reason);
      continue;
    }
    batch += `${contract.siret}\t${contract.fund}\t${contract.number}\n`;
    if (batch.length < 65_536) continue;
    yield batch;
    batch = '';
  }
  if (batch) yield batch;
}

/**
 * Adds a file to the registry of contracts, in one transaction and in constant memory: killed half-way it has done nothing,
 * and doing it twice adds nothing. Throws `NotARegistry`, and adds nothing, when the file cannot be read row by row.
 */
export async function importContracts(options: Import): Promise<ImportCount> {
  const { databaseUrl, file, onProgress } = options;
  const { encoding, head } = await inspectText(file);
  const delimiter = delimiterOf(head);
  const { size } = await stat(file);
  const count: ImportCount = { encoding, lines: 0, added: 0, known: 0, refused: 0 };
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('create temporary table incoming (siret text, fund text, number text) on commit drop');
    const bytes = bytesOf(file, (done) => onProgress?.(done, size));
    const rows = registryRows(textOf(bytes, encoding), delimiter);
    await pipeline(goodLines(rows, options, count), client.query(copyFrom('copy incoming from stdin')));
    const { rowCount } = await client.query(
      'insert into contract (siret, fund, number) select distinct siret, fund, number from incoming on conflict do nothing',
    );
    await client.query('commit');
    count.added = rowCount ?? 0;
    count.known = count.lines - count.refused - count.added;
    return count;
  } finally {
    await client.end(); // without a commit, nothing has happened
  }
}
