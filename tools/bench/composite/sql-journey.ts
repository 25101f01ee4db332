import { randomBytes, randomUUID } from 'node:crypto';
import { caseNumberFrom, identifierFrom } from '@app/domain';
import type { RecordedStatement } from '../sql-recorder.js';
import type { Registrant } from '../registrant.js';

/** A recorded statement with its own values taken out, so that it can be prepared once and run for anybody. */
export interface PreparedStep {
  name: string;
  text: string;
  /** As recorded; another journey puts its own in their place. */
  values: string[];
  /** As recorded: what the database made up is learned from the cells in their place. */
  rows: (string | null)[][];
}

type Owner = Pick<Registrant, 'siret' | 'contractNumber' | 'email'>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const secret = /^[0-9a-f]{32,64}$|^[\w-]{22}$|^(?:PRC|EP)(?:-[0-9A-Z]{4}){2}$/u;
const literal = /'((?:[^']|'')*)'/gu;
const namesOwner = (value: string, owner: Owner): boolean =>
  [owner.siret, owner.contractNumber, owner.email].some((each) => value.includes(each));

/**
 * The statements of one journey, in order, those of a transaction together; what concerns no journey in particular (polling)
 * is left out. Values were written into the text: those that no other journey shares become parameters.
 */
export function preparedJourney(recorded: readonly RecordedStatement[], owner: Owner): PreparedStep[][] {
  const numbers = new Set<string>();
  const isOwn = (value: string) =>
    uuid.test(value) || secret.test(value) || namesOwner(value, owner) || numbers.has(value);
  let step = 0;
  const prepare = ({ text, rows }: RecordedStatement): PreparedStep => {
    const values: string[] = [];
    const prepared = text.replaceAll(literal, (whole, quoted: string) => {
      const value = quoted.replaceAll("''", "'");
      if (!isOwn(value)) return whole;
      if (!values.includes(value)) values.push(value);
      return `$${values.indexOf(value) + 1}`;
    });
    // Ids of a sequence: recognized where they are used later on.
    if (text.includes('into notice')) for (const row of rows) for (const cell of row) numbers.add(cell ?? '');
    return { name: `step-${++step}`, text: prepared, values, rows };
  };
  return transactions(recorded)
    .map((statements) => statements.map(prepare))
    .filter((steps) => steps.some(({ values }) => values.length > 0));
}

function transactions(recorded: readonly RecordedStatement[]): RecordedStatement[][] {
  const open = new Map<number, RecordedStatement[]>();
  const all: RecordedStatement[][] = [];
  for (const statement of [...recorded].sort((a, b) => a.at - b.at)) {
    const transaction = open.get(statement.connection) ?? [];
    if (transaction.length === 0) all.push(transaction);
    transaction.push(statement);
    if (/^(?:commit|rollback)$/iu.test(statement.text) || !/^begin/iu.test(transaction[0]?.text ?? ''))
      open.delete(statement.connection);
    else open.set(statement.connection, transaction);
  }
  return all;
}

/** Another journey's values for the recorded ones, each the same wherever it stands. */
export class OwnValues {
  private readonly known = new Map<string, string>();

  constructor(
    private readonly recorded: Owner,
    private readonly owner: Owner,
  ) {}

  of(value: string): string {
    const known = this.known.get(value) ?? this.make(value);
    this.known.set(value, known);
    return known;
  }

  /** What the database answered to this journey where it had answered `recorded` to the other. */
  learn(recorded: PreparedStep['rows'], answered: readonly (readonly (string | null)[])[]): void {
    recorded.forEach((row, rank) =>
      row.forEach((cell, column) => {
        const value = answered[rank]?.[column];
        if (cell && value && !this.known.has(cell)) this.known.set(cell, value);
      }),
    );
  }

  private make(value: string): string {
    if (uuid.test(value)) return randomUUID();
    if (value.startsWith('PRC-')) return caseNumberFrom(randomBytes(5));
    if (value.startsWith('EP-')) return identifierFrom(randomBytes(5));
    if (namesOwner(value, this.recorded))
      return (['siret', 'contractNumber', 'email'] as const).reduce(
        (text, name) => text.replaceAll(this.recorded[name], this.owner[name]),
        value,
      );
    if (/^[0-9a-f]+$/u.test(value)) return randomBytes(value.length / 2).toString('hex');
    return randomBytes(16).toString('base64url');
  }
}
