import { Fragment, type ReactNode } from 'react';

const [first, last] = ['\u2068', '\u2069'];

/** A name within a sentence of a catalogue: `withIsolation` keeps its letters from turning what stands around it. */
export const isolated = (name: string): string => `${first}${name.replaceAll(first, '').replaceAll(last, '')}${last}`;

/** The sentence with each isolated name in a `<bdi>`. */
export const withIsolation = (sentence: ReactNode): ReactNode =>
  typeof sentence === 'string' && sentence.includes(first)
    ? sentence
        .split(/\u2068([^\u2069]*)\u2069/u)
        .map((piece, rank) =>
          rank % 2 === 1 ? <bdi key={rank}>{piece}</bdi> : <Fragment key={rank}>{piece}</Fragment>,
        )
    : sentence;
