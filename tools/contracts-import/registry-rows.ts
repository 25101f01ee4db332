import { pipeline } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import type { ContractLine } from './contract-line.js';
import { NotARegistry } from './not-a-registry.js';

const columns = ['siret', 'fund', 'number'] as const;
const expected = columns.join(';');
/** What spreadsheets put between fields, according to language and format. */
const delimiters = [';', '\t', ','];

/** Characters of one row; a quote that is never closed would else take the rest of the file into memory. */
const longestRow = 100_000;

export interface RegistryRow {
  /** Number of the line on which it begins, as an editor counts. */
  line: number;
  fields: Partial<ContractLine>;
  /** What stands beyond the last column of the header. */
  beyond: string[];
}

/** Of any case, with or without quotes. */
const nameOf = (field: string): string => field.replace(/[\s"\p{Cf}]/gu, '').toLowerCase();
const isBlank = (field: string | undefined): boolean => /^[\s\p{Cf}]*$/u.test(field ?? '');
/** Excel's own first line, which says what separates its fields. */
const isSeparatorLine = (line: string): boolean => /^"?sep=/iu.test(line);

/** Throws `NotARegistry` unless the first line that holds something names the three columns. */
export function delimiterOf(head: string): string {
  const header = head.split('\n').find((line) => /\p{L}/u.test(line) && !isSeparatorLine(line)) ?? '';
  const delimiter = delimiters.find((one) => {
    const names = header.split(one).map(nameOf);
    return columns.every((column) => names.includes(column));
  });
  if (delimiter) return delimiter;
  const shown = header.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '�').slice(0, 80);
  throw new NotARegistry(`The first line must be “${expected}”, not “${shown}”.`);
}

/**
 * The rows below the header, blank ones left out. A quote that opens and does not close on its line may swallow the rows
 * below, and looks then like a cell with several lines: `NotARegistry` names the line, and nothing is taken.
 */
export async function* registryRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<RegistryRow> {
  let header: string[] | undefined;
  let line = 1;
  try {
    for await (const { record, info } of recordsOf(text, delimiter)) {
      if (record.some((field) => field.includes('\n'))) throw severalLines(line);
      const start = line;
      line = info.lines + 1;
      if (record.every(isBlank)) continue;
      if (header) {
        yield { line: start, fields: fieldsOf(header, record), beyond: record.slice(header.length).filter(isFilled) };
      } else if (!isSeparatorLine(record[0] ?? '')) {
        header = headerOf(record, start);
      }
    }
  } catch (error) {
    if (error instanceof CsvError) throw severalLines(line);
    throw error;
  }
}

const isFilled = (field: string): boolean => !isBlank(field);

function headerOf(record: string[], line: number): string[] {
  const names = record.map(nameOf);
  if (!columns.every((column) => names.includes(column)))
    throw new NotARegistry(`Line ${line} must be “${expected}”, without quotes around the whole of it.`);
  const twice = columns.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice) throw new NotARegistry(`Line ${line}: the column “${twice}” is there twice.`);
  return names;
}

const fieldsOf = (header: string[], record: string[]): Partial<ContractLine> =>
  Object.fromEntries(columns.map((column) => [column, record[header.indexOf(column)]]));

const severalLines = (line: number): NotARegistry =>
  new NotARegistry(
    `Line ${line}: a quote opens a cell that goes on below, so rows could be lost. Remove the quote, or the line break in the cell.`,
  );

/** Empty lines are records too, so that lines are counted as an editor does; a quote inside a cell is a character like another. */
function recordsOf(
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncIterable<{ record: string[]; info: { lines: number } }> {
  const parser: Parser = parse({
    ...{ delimiter, record_delimiter: '\n', info: true, relax_quotes: true },
    ...{ relax_column_count: true, max_record_size: longestRow },
  });
  // What goes wrong upstream is thrown to the reader of the records.
  return pipeline(text, parser, () => undefined);
}
