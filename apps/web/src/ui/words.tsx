import type { ReactNode } from 'react';
import { Code } from './siret.js';
import { fill, type NamesIn, type ValuesOf } from '../typography.js';

type Props<T extends string> = { text: T } & ([NamesIn<T>] extends [never]
  ? { values?: Values }
  : { values: ValuesOf<T> });
type Values = Readonly<Record<string, string | number>>;

/**
 * A text of a catalogue with `**important words**`, codes between backquotes, `[links](/address)` and `{values}`. Marks
 * are read before values are put in, so that nothing typed by a person can become one.
 */
export function Words<T extends string>({ text, values }: Props<T>): ReactNode {
  const pieces = text.split(/(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/u);
  const filled = (piece: string) => fill(piece, (values ?? {}) as ValuesOf<string>);
  return pieces.map((piece, rank) => {
    const [, strong] = /^\*\*(.+)\*\*$/u.exec(piece) ?? [];
    const [, label, href] = /^\[(.+)\]\((.+)\)$/u.exec(piece) ?? [];
    const [, code] = /^`(.+)`$/u.exec(piece) ?? [];
    if (code) return <Code key={rank}>{filled(code)}</Code>;
    if (strong) return <strong key={rank}>{filled(strong)}</strong>;
    if (label && href)
      return (
        <a key={rank} href={href}>
          {filled(label)}
        </a>
      );
    return filled(piece);
  });
}
