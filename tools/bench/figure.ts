/** One line of the bench's table. */
export interface Figure {
  /** The part that measured it. */
  part: string;
  what: string;
  measured: number;
  /** Behind the number: `/s`, `ms`, `MiB`; nothing for a ratio or a count. */
  unit?: string;
  /** Which way is better, and how far is wished for and demanded; without it the figure is only told. */
  target?: Target;
  /** The same comparison of one side with itself: 1 without noise. */
  control?: number;
  /** What was counted, or what else must be known. */
  note?: string;
}

interface Target {
  better: 'more' | 'less';
  goal: number;
  floor?: number;
}

export type Verdict = 'goal' | 'floor' | 'missed' | '';

export function verdictOf({ measured, target }: Pick<Figure, 'measured' | 'target'>): Verdict {
  if (!target) return '';
  const reaches = (line: number) => (target.better === 'more' ? measured >= line : measured <= line);
  if (reaches(target.goal)) return 'goal';
  return target.floor !== undefined && reaches(target.floor) ? 'floor' : 'missed';
}

const shown = (value: number, unit = ''): string => {
  const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1;
  return `${value.toFixed(digits)}${unit && ` ${unit}`}`;
};
const line = (target: Target | undefined, value: number | undefined): string =>
  target && value !== undefined ? `${target.better === 'more' ? '≥' : '≤'} ${value}` : '';

/** Markdown. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    ...[figure.part, figure.what, shown(figure.measured, figure.unit)],
    ...[line(figure.target, figure.target?.goal), line(figure.target, figure.target?.floor), verdictOf(figure)],
    ...[figure.control === undefined ? '' : shown(figure.control), figure.note ?? ''],
  ]);
  const all = [['part', 'what', 'measured', 'goal', 'floor', 'verdict', 'A/A', 'note'], ...rows];
  const [head = '', ...body] = all.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, '| --- | --- | ---: | --- | --- | --- | ---: | --- |', ...body].join('\n');
}
