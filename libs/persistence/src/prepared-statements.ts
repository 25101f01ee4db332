import type { AnyEntity, Configuration, EntityData, LoggingOptions, QueryResult, Transaction } from '@mikro-orm/core';
import {
  type NativeQueryBuilder,
  PostgreSqlConnection,
  PostgreSqlDriver,
  type RawQueryFragment,
} from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import pg, { type PoolConfig, type QueryResult as Rows } from 'pg';

/** Statements are constants of the program, some two hundred: a text that is built anew each time must not fill every connection. */
const mostNames = 1_000;
const names = new Map<string, string>();
let named = 0;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  return known !== undefined || names.size >= mostNames ? known : giveName(text);
}

function giveName(text: string): string {
  const name = `parcours_${++named}`;
  names.set(text, name);
  return name;
}

class PreparingClient extends pg.Client {
  /** Whatever has values is given a name: read and planned once per connection. */
  override query = ((text: unknown, values?: unknown[], ...given: []) =>
    typeof text === 'string' && values !== undefined && values.length > 0 && given.length === 0
      ? this.prepared(text, values)
      : super.query(text as string, values, ...given)) as pg.Client['query'];

  private async prepared(text: string, values: unknown[]): Promise<Rows> {
    const isAlone = this.getTransactionStatus() === 'I';
    try {
      return await super.query({ name: nameOf(text), text, values });
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error;
      const name = giveName(text);
      if (!isAlone) throw error; // the transaction is over: its caller begins it again
      return super.query({ name, text, values });
    }
  }
}

/** A migration has changed the type of what the statement reads: PostgreSQL refuses it under its name from then on, and has done nothing. */
const isOutdatedPlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';

/** As the program has it, with `?`, and as PostgreSQL is told, with `$1`. */
const texts = new Map<string, string>();

function textOf(written: string): string {
  const known = texts.get(written);
  if (known !== undefined) return known;
  let places = 0;
  const text = written.replaceAll('?', () => `$${++places}`);
  texts.set(written, text);
  return text;
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
    return this.executeQuery<T>(query, run, { query, params, ...log });
  }
}

/** Binds values to statements that are prepared once; MikroORM's own driver writes them into the text (ADR 9). */
export class PreparingDriver extends PostgreSqlDriver {
  protected override readonly connection: PreparingConnection;

  constructor(config: Configuration) {
    super(config);
    this.connection = new PreparingConnection(config);
  }
}
