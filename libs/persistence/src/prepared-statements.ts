import type { AnyEntity, Configuration, EntityData, LoggingOptions, QueryResult, Transaction } from '@mikro-orm/core';
import {
  type NativeQueryBuilder,
  PostgreSqlConnection,
  PostgreSqlDriver,
  type RawQueryFragment,
} from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import pg, { type PoolConfig } from 'pg';

/** As the program has it, with `?`, and as PostgreSQL is told, with `$1`: constants of the program, some two hundred. */
const texts = new Map<string, string>();
const names = new Map<string, string>();
let named = 0;
const giveName = (text: string) => names.set(text, `parcours_${++named}`);

function textOf(written: string): string {
  const known = texts.get(written);
  if (known !== undefined) return known;
  let places = 0;
  const text = written.replaceAll('?', () => `$${++places}`);
  texts.set(written, text);
  giveName(text);
  return text;
}

class PreparingClient extends pg.Client {
  /** Under a name, a statement is read and planned once per connection. */
  override query = ((text: string, ...given: []) => {
    const name = names.get(text);
    return super.query(name ? { name, text } : text, ...given);
  }) as pg.Client['query'];
}

class PreparingConnection extends PostgreSqlConnection {
  override createKyselyDialect(overrides: PoolConfig): ReturnType<PostgreSqlConnection['createKyselyDialect']> {
    return super.createKyselyDialect({ ...overrides, Client: PreparingClient } as PoolConfig);
  }

  override async execute<
    T extends QueryResult | EntityData<AnyEntity> | EntityData<AnyEntity>[] = EntityData<AnyEntity>[],
  >(
    query: string | NativeQueryBuilder | RawQueryFragment,
    params: readonly unknown[] | Record<string, unknown> = [],
    method: 'all' | 'get' | 'run' = 'all',
    transaction?: Transaction,
    log?: LoggingOptions,
  ): Promise<T> {
    // What MikroORM has built itself, or what may be several statements.
    if (typeof query !== 'string' || !Array.isArray(params) || params.length === 0)
      return super.execute<T>(query, params, method, transaction, log);
    await this.ensureConnection();
    const statement = CompiledQuery.raw(textOf(query), params);
    const runner = (transaction as ControlledTransaction<unknown> | undefined) ?? this.getClient();
    const run = async () => this.transformRawResult<T>(await runner.executeQuery(statement), method);
    const runAnew = (error: unknown) => {
      if (!isOutdatedPlan(error)) throw error;
      giveName(statement.sql);
      if (transaction) throw error; // it is over: whoever began it begins again
      return run();
    };
    return this.executeQuery<T>(query, () => run().catch(runAnew), { query, params, ...log });
  }
}

/** A migration has changed the type of what the statement reads: PostgreSQL refuses it under its name from then on, and has done nothing. */
const isOutdatedPlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';

/** Binds values to statements that are prepared once; MikroORM's own driver writes them into the text (ADR 9). */
export class PreparingDriver extends PostgreSqlDriver {
  protected override readonly connection: PreparingConnection;

  constructor(config: Configuration) {
    super(config);
    this.connection = new PreparingConnection(config);
  }
}
