import { expect, test } from '@jest/globals';
import { ownDatabase } from '../../../../tools/testing/own-database.js';

const database = ownDatabase(1);

test('entities and migrations tell of the same columns, and of the same ones that may be empty', async () => {
  const columns = await database.orm.em
    .fork()
    .execute<{ table_name: string; column_name: string; is_nullable: string }[]>(
      `select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'public'`,
    );
  const described = [...database.orm.getMetadata().getAll().values()];
  expect(described.length).toBeGreaterThan(5);
  for (const { tableName, props } of described) {
    const told = props.flatMap(({ fieldNames = [], nullable = false }) =>
      fieldNames.map((name) => `${name} ${nullable ? 'YES' : 'NO'}`),
    );
    const migrated = columns
      .filter(({ table_name }) => table_name === tableName)
      .map(({ column_name, is_nullable }) => `${column_name} ${is_nullable}`);
    expect({ tableName, columns: told.sort() }).toEqual({ tableName, columns: migrated.sort() });
  }
});
