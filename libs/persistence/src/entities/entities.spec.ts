import { expect, test } from '@jest/globals';
import { ownDatabase } from '../../../../tools/testing/own-database.js';

const database = ownDatabase(1);

/** As rows arrive and statements are typed (`tables.ts`). */
const runtimeTypes: Record<string, string> = {
  ...{ text: 'string', character: 'string', 'character varying': 'string', uuid: 'string', boolean: 'boolean' },
  ...{ integer: 'number', bigint: 'bigint', 'timestamp with time zone': 'Date', json: 'any', jsonb: 'any' },
};

test('every table has its entity: the same columns of the same types, the same ones that may be empty or may be left out', async () => {
  const columns = await database.sql<Record<'table' | 'column' | 'type' | 'nullable' | 'preset', string>>(
    `select c.relname as table, i.column_name as column, i.data_type as type, i.is_nullable as nullable,
       coalesce(i.column_default, i.identity_generation) is not null as preset
     from information_schema.columns i join pg_class c on c.relname = i.table_name and c.relnamespace = 'public'::regnamespace
     where i.table_schema = 'public' and not c.relispartition and c.relname <> 'mikro_orm_migrations'`,
  );
  const migrated = columns.map((c) => `${c.table}.${c.column} ${runtimeTypes[c.type]} ${c.nullable} ${c.preset}`);
  const described = [...database.orm.getMetadata().getAll().values()].flatMap(({ tableName, props }) =>
    props.flatMap((prop) => {
      const target = prop.targetMeta?.getPrimaryProp().runtimeType;
      const preset = prop.defaultRaw !== undefined || prop.default !== undefined || prop.autoincrement === true;
      return (prop.fieldNames ?? []).map(
        (name) => `${tableName}.${name} ${target ?? prop.runtimeType} ${prop.nullable ? 'YES' : 'NO'} ${preset}`,
      );
    }),
  );
  expect(described.sort()).toEqual(migrated.sort());
});
