import { expect, test } from '@jest/globals';
import { ownDatabase } from '../../../tools/testing/own-database.js';

const { sql } = ownDatabase(1);

test('what points at a row is found by index: deleting the row reads no table whole', async () => {
  const bare = await sql(
    `select c.conrelid::regclass || '.' || a.attname as key
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and not exists (
       select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = a.attnum
         and coalesce(pg_get_expr(i.indpred, i.indrelid) = '(' || a.attname || ' IS NOT NULL)', true))
     order by 1`,
  );
  expect(bare).toEqual([]);
});
