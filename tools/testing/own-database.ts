import { connectToDatabase } from '@app/persistence';
import { afterAll, beforeAll } from '@jest/globals';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { createTestDatabase, type TestDatabase } from './test-postgres.js';

export interface OwnDatabase {
  readonly orm: MikroORM;
  /** A fork, as every request and every activity works on one. */
  em(): EntityManager;
  sql<T>(text: string, ...params: unknown[]): Promise<T[]>;
}

/** Gives the tests of one file a database and an ORM of their own, from before the first to behind the last. */
export function ownDatabase(connections = 10): OwnDatabase {
  let database: TestDatabase;
  let orm: MikroORM;
  beforeAll(async () => {
    database = await createTestDatabase();
    orm = await connectToDatabase(database.databaseUrl, connections);
  }, 60_000);
  afterAll(async () => {
    await orm?.close(true);
    await database?.drop();
  });
  const em = () => orm.em.fork();
  return {
    get orm() {
      return orm;
    },
    em,
    sql: <T>(text: string, ...params: unknown[]) => em().execute<T[]>(text, params),
  };
}
