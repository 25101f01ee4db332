import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChaosOptions, ChaosOutcome } from './chaos.js';
import { chaosPlot } from './chaos-plot.js';
import type { Violation } from './ledgers.js';

/** Shown in the Markdown; all of them stand in the JSON. */
const mostShown = 50;

/** Writes `report.json`, `report.md` and `plot.svg`. */
export function writeReport(
  folder: string,
  { journeys, seed, withFaults }: Pick<ChaosOptions, 'journeys' | 'seed' | 'withFaults'>,
  { ledgers, violations, traces, rest }: ChaosOutcome,
): void {
  mkdirSync(folder, { recursive: true });
  const { told, faults, facts, inbox, journeys: runs, busy } = ledgers;
  const counted = {
    ...{
      seed,
      journeys,
      withFaults,
      violations: violations.length,
      restSeconds: Math.round(rest.ms / 1_000),
      unrest: rest.unrest,
    },
    ends: countBy(traces, ({ end }) => end),
    statuses: countBy(facts.registrations, ({ status }) => status),
    answers: countBy(told, ({ act, status }) => `${act} ${status ?? 'none'}`),
    mails: countBy(facts.mails, ({ kind, state }) => `${kind} ${state}`),
    faults: countBy(faults, ({ kind, part }) => `${kind} ${part}`),
    machineForOthers: `${Math.round((100 * busy.reduce((sum, { lost }) => sum + lost, 0)) / Math.max(1, busy.length))} %`,
    ...{
      copies: inbox.length,
      runs: runs.length,
      slowestAnswerMs: Math.max(0, ...told.map((one) => one.answeredAt - one.sentAt)),
    },
  };
  const everything = { ...counted, violations, spans: faults, traces };
  writeFileSync(join(folder, 'report.json'), JSON.stringify(everything, null, 2));
  writeFileSync(join(folder, 'plot.svg'), chaosPlot(traces, told, faults));
  writeFileSync(join(folder, 'report.md'), markdown(counted, violations));
}

function markdown(counted: Record<string, unknown>, violations: readonly Violation[]): string {
  const rows = Object.entries(counted).map(([name, value]) => `| ${name} | ${cell(value)} |`);
  const byInvariant = Object.entries(countBy(violations, ({ invariant }) => invariant));
  return [
    ...[`# Chaos run, seed ${String(counted.seed)}`, '', '![Journeys and faults over time](plot.svg)', ''],
    ...['| what | value |', '| --- | --- |', ...rows, ''],
    violations.length === 0 ? 'No violation.' : `## ${violations.length} violations`,
    ...byInvariant.map(([invariant, count]) => `- ${invariant}: ${count}`),
    '',
    ...violations
      .slice(0, mostShown)
      .map(({ invariant, caseNumber, text }) => `- **${invariant}** ${caseNumber ?? ''} ${text}`),
    '',
  ].join('\n');
}

const cell = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, count]) => `${name}: ${String(count)}`)
        .join(' · ')
    : String(value);

function countBy<T>(all: readonly T[], name: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of all) counts[name(one)] = (counts[name(one)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
}
