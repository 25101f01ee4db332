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

function textOf(written: string): string {
  const known = texts.get(written);
  if (known !== undefined) return known;
  let places = 0;
  const text = written.replaceAll('?', () => `$${++places}`);
  texts.set(written, text);
  names.set(text, `parcours_${names.size + 1}`);
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
    return this.executeQuery<T>(
      query,
      async () => {
        const runner = (transaction as ControlledTransaction<unknown> | undefined) ?? this.getClient();
        return this.transformRawResult<T>(await runner.executeQuery(statement), method);
      },
      { query, params, ...log },
    );
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
