import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type Insertable,
  type InsertQueryBuilder,
  type InsertResult,
  type QueryCreator,
  type SelectQueryBuilder,
  sql,
} from 'kysely';
import type { Tables } from './tables.js';

/** What a new row is given, each column beside its value. */
export type NewRow<T extends keyof Tables> = {
  [C in keyof Insertable<Tables[T]>]: Insertable<Tables[T]>[C] | Expression<Insertable<Tables[T]>[C]>;
};

/** A function's answer may hold more than its type says: a column that is none must not pass. */
type NoOther<Row, T extends keyof Tables> = Record<Exclude<keyof Row, keyof NewRow<T>>, never>;

/**
 * `insert into table … select … from source`: the builder's own form takes a list of columns and one of values, and compares neither
 * their order nor their types. `q`: of the statement, or of the part of one that this is.
 */
export function insertFrom<T extends keyof Tables, DB, TB extends keyof DB, O, Row extends NewRow<T>>(
  q: { insertInto: unknown },
  table: T,
  source: SelectQueryBuilder<DB, TB, O>,
  row: (eb: ExpressionBuilder<DB, TB>) => Row & NoOther<Row, T>,
): InsertQueryBuilder<Tables, T, InsertResult> {
  const given = Object.entries(row(expressionBuilder<DB, TB>())).filter(([, value]) => value !== undefined);
  const values = given.map(([column, value]) => sql`${value}`.as(column));
  return (q as unknown as QueryCreator<Tables>)
    .insertInto(table)
    .columns(given.map(([column]) => column) as never)
    .expression(source.select(values as never) as never);
}

/** The parts of a statement that has begun with `with`, for a source of its last part: `q.selectFrom` would repeat the `with`. */
export const partsOf = <DB>(_: QueryCreator<DB>): ExpressionBuilder<DB, never> => expressionBuilder<DB>();
