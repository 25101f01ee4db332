import { join } from 'node:path';
import type { Bench } from '../bench.js';
import type { Figure } from '../figure.js';
import { median } from '../percentile.js';
import type { ExplainedRun } from './explain-itself.js';
import { databaseOfItsOwn } from './database-of-its-own.js';
import { type LivedPlans, livedPlans } from './lived-plans.js';
import { waysOf, wholeReads } from './whole-reads.js';

const [few, many] = [10_000, 1_000_000];

/** Every statement of the product on ten thousand rows of each table, then on a million: by what it finds them, and how long it takes. */
export async function plans(bench: Bench): Promise<Figure[]> {
  const { folder, say } = bench.options;
  const onFew = await lived(few, join(folder, 'plans-few'), say);
  const onMany = await lived(many, join(folder, 'plans-many'), say);
  const before = byStatement(onFew.runs);
  return [...byStatement(onMany.runs)]
    .map(([statement, runs]): Figure => {
      const ways = [...new Set(runs.map(waysOf))].filter(Boolean).join('; ');
      const whole = [...new Set(runs.flatMap((run) => wholeReads(run, onMany)))];
      const earlier = msOf(before.get(statement) ?? []);
      return {
        ...{
          part: 'plans',
          what: `\`${statement.slice(0, 110).replaceAll('|', '\\|')}\``,
          measured: msOf(runs),
          unit: 'ms',
        },
        // Whole reads are shown by a count that cannot reach its goal.
        target: { better: 'less', goal: whole.length > 0 ? -1 : 10, floor: whole.length > 0 ? -1 : 50 },
        note: `${few} rows: ${earlier.toFixed(2)} ms; ${runs.length} runs by ${ways || 'no table'}${whole.length > 0 ? `; reads ${whole.join(', ')}` : ''}`,
      };
    })
    .sort((one, other) => other.measured - one.measured);
}

async function lived(rows: number, folder: string, say: (line: string) => void): Promise<LivedPlans> {
  const database = await databaseOfItsOwn(folder);
  return livedPlans(database, rows, folder, say).finally(() => database.stop());
}

const byStatement = (runs: readonly ExplainedRun[]): Map<string, ExplainedRun[]> =>
  Map.groupBy(runs, ({ statement }) => statement);
const msOf = (runs: readonly ExplainedRun[]): number => median(runs.map(({ ms }) => ms));
