import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type ContractLine, readContractLine } from './contract-line.js';

/** The file is not a registry of contracts at all. */
export class NotARegistry extends Error {
  override readonly name = 'NotARegistry';
}

export interface Import {
  databaseUrl: string;
  /** Path of a CSV file, `siret;fund;number` with that header line. */
  file: string;
  onBadLine(line: number, reason: string): void;
  /** Bytes read so far, and in all. */
  onProgress?(done: number, total: number): void;
}
export interface ImportCount {
  /** Lines that hold something, the header aside. */
  lines: number;
  added: number;
  /** Already in the registry, or twice in the file. */
  known: number;
  refused: number;
}

const columns = ['siret', 'fund', 'number'];

function readHeader(header: string[]): string[] {
  const names = header.map((name) => name.trim().replaceAll('"', '').toLowerCase());
  if (columns.every((column) => names.includes(column))) return names;
  throw new NotARegistry(`The first line must be “${columns.join(';')}”, not “${header.join(';').slice(0, 80)}”.`);
}

/** Good lines in the form that COPY reads: they hold only letters and digits, so nothing is to be escaped. */
async function* goodLines(
  records: AsyncIterable<{ record: Partial<ContractLine>; info: { lines: number } }>,
  { onBadLine }: Import,
  count: ImportCount,
): AsyncGenerator<string> {
  let batch = '';
  for await (const { record, info } of records) {
    count.lines += 1;
    const read = readContractLine(record);
    if ('reason' in read) {
      count.refused += 1;
      onBadLine(info.lines, read.reason);
      continue;
    }
    batch += `${read.siret}\t${read.fund}\t${read.number}\n`;
    if (batch.length < 65_536) continue;
    yield batch;
    batch = '';
  }
  if (batch) yield batch;
}

/**
 * Adds a file to the registry of contracts, in one transaction and in constant memory: killed half-way it has done nothing,
 * and doing it twice adds nothing. Throws `NotARegistry` when the header line is not the expected one.
 */
export async function importContracts(options: Import): Promise<ImportCount> {
  const { databaseUrl, file, onProgress } = options;
  const { size } = await stat(file);
  const count: ImportCount = { lines: 0, added: 0, known: 0, refused: 0 };
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('create temporary table incoming (siret text, fund text, number text) on commit drop');
    const source = createReadStream(file);
    // quote: false, so that a stray quote spoils its own line and no other
    const parser = parse({ delimiter: ';', bom: true, quote: false, info: true, columns: readHeader, ...lenient });
    if (onProgress) source.on('data', () => onProgress(source.bytesRead, size));
    const copy = client.query(copyFrom('copy incoming from stdin'));
    await pipeline(source, parser, (records) => goodLines(records as never, options, count), copy);
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

/** A line with too few or too many fields is a bad line, not the end of the import. */
const lenient = { relax_column_count: true, skip_empty_lines: true } as const;
