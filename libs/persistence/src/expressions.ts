/** What the builder has no form for, or what must stand in a statement's text: a partial index is not found by a bound value. */
import { type RawBuilder, sql } from 'kysely';

/** The database's clock, the start of the transaction. */
export const now = sql<string>`now()`;

/** `interval`: ours, such as `24 hours`. */
export const ago = (interval: string): RawBuilder<string> => sql<string>`now() - interval ${sql.lit(interval)}`;

export const secondsFromNow = (seconds: number): RawBuilder<string> =>
  sql<string>`now() + make_interval(secs => ${seconds})`;

/** A constant of ours in the text of a statement. */
export const lit = <const V extends string>(value: V): RawBuilder<V> => sql.lit(value);
export const lits = <const V extends string>(...values: V[]): RawBuilder<V>[] => values.map((value) => sql.lit(value));

/** `any (array)`: one statement, however many values. */
export const anyOf = <T extends string>(values: readonly T[], type: 'text' | 'uuid' | 'bpchar'): RawBuilder<T> =>
  sql<T>`any (${values}::${sql.raw(type)}[])`;
