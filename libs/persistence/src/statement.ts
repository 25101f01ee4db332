import type { EntityManager } from '@mikro-orm/postgresql';
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { type Tables, tables } from './tables.js';

/** Stands in a statement for a value that comes with each call. */
class Given {
  constructor(readonly name: string) {}
}
const stand = new Proxy({}, { get: (_, name) => new Given(String(name)) });

/**
 * A statement of a busy path, built once: building the largest takes the process 0.9 ms. `build` sees a stand-in for each value, which
 * it may bind and no more: what the text depends on is decided before. Answers the rows.
 */
export function statement<Values extends object, Row>(
  build: (db: Kysely<Tables>, given: Readonly<Values>) => Compilable<Row>,
): (em: EntityManager, values: Values) => Promise<Row[]> {
  let built: CompiledQuery<Row> | undefined;
  return async (em, values) => {
    const db = tables(em);
    built ??= build(db, stand as Readonly<Values>).compile();
    const parameters = built.parameters.map((value) =>
      value instanceof Given ? values[value.name as keyof Values] : value,
    );
    return (await db.executeQuery<Row>({ ...built, parameters })).rows;
  };
}
