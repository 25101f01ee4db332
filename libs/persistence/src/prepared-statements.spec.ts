import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { tables } from './tables.js';

const database = ownDatabase(1); // one connection: it knows what it has prepared

const prepared = (): Promise<{ statement: string; generic_plans: string; custom_plans: string }[]> =>
  database.sql(
    'select statement, generic_plans, custom_plans from pg_prepared_statements where statement like ?',
    '%seven%',
  );

describe('a statement that is given values', () => {
  test('is prepared once, and its values never stand in its text', async () => {
    for (const value of ['a?b', "it's", '$2', '']) {
      const [row] = await database.sql<{ back: string }>('select ?::text as back, 1 as seven', value);
      expect(row?.back).toBe(value);
    }
    const known = await prepared();
    expect(known.map(({ statement }) => statement)).toEqual(['select $1::text as back, 1 as seven']);
    expect(Number(known[0]?.generic_plans) + Number(known[0]?.custom_plans)).toBe(4);
  });

  test('is given each kind of value as PostgreSQL has it', async () => {
    const moment = new Date('2026-11-27T05:40:44.123Z');
    const values = [true, 42, 1.5, null, moment, { kept: ['as', 'json'] }, ['a', 'b,c']];
    const [row] = await database.sql<Record<string, unknown>>(
      `select ?::boolean as yes, ?::int as whole, ?::float8 as part, ?::text as nothing, ?::timestamptz = '2026-11-27T05:40:44.123Z' as moment,
         ?::jsonb as structure, ?::text[] as list`,
      ...values,
    );
    expect(row).toEqual({
      yes: true,
      whole: 42,
      part: 1.5,
      nothing: null,
      moment: true,
      structure: values[5],
      list: values[6],
    });
  });

  test('belongs to the transaction it is run in, and one that failed can be run again', async () => {
    const em = database.em();
    const failing = em.transactional(async (tx) => {
      await tx.execute('create temporary table seven (n int) on commit drop');
      await tx.execute('insert into seven (n) values (?)', [7]);
      const [row] = await tx.execute<{ n: number }[]>('select n from seven where n = ?', [7]);
      expect(row?.n).toBe(7);
      await tx.execute('select 1 / ?::int', [0]);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await database.sql('select 1 / ?::int as one', 1)).toEqual([{ one: 1 }]);
    expect(await database.sql('select 1 / ?::int', 1)).toHaveLength(1);
  });

  test('goes on when a migration has changed the type of what it reads', async () => {
    const change = (text: string) => database.em().execute(text);
    const [read, rows] = ['select n from seven where ?::int > 0', [1]];
    await change('create temporary table seven as select 7 as n');
    expect(await database.sql(read, ...rows)).toEqual([{ n: 7 }]);
    await change('alter table seven alter n type text');
    expect(await database.sql(read, ...rows)).toEqual([{ n: '7' }]);

    await change('alter table seven alter n type int using n::int');
    const within = () => database.em().transactional((tx) => tx.execute(read, rows));
    await expect(within()).rejects.toThrow('cached plan must not change result type');
    expect(await within()).toEqual([{ n: 7 }]);
    await change('drop table seven');
  });

  test('typed against the entities: bound, prepared once, part of its transaction', async () => {
    const em = database.em();
    const seven = (tx: typeof em, value: string) =>
      tables(tx)
        .selectNoFrom([
          sql<string>`${value}::text`.as('back'),
          sql<number>`77`.as('seven'),
          sql<string>`txid_current()`.as('in'),
        ])
        .executeTakeFirstOrThrow();
    expect(await seven(em, "it's $1?")).toMatchObject({ back: "it's $1?" });
    const [first, second] = await em.transactional(async (tx) => [await seven(tx, 'a'), await seven(tx, 'b')]);
    expect(first?.in).toBe(second?.in);
    const known = (await prepared()).filter(({ statement }) => statement.includes('77'));
    expect(known.map(({ generic_plans, custom_plans }) => Number(generic_plans) + Number(custom_plans))).toEqual([3]);
  });

  test('typed against the entities goes on as well when a migration has changed what it reads', async () => {
    const em = database.em();
    const change = (text: string) => sql.raw(text).execute(tables(em));
    const read = (tx: typeof em) => sql<{ n: unknown }>`select n from eight where ${1}::int > 0`.execute(tables(tx));
    await change('create temporary table eight as select 8 as n');
    expect((await read(em)).rows).toEqual([{ n: 8 }]);
    await change('alter table eight alter n type text');
    expect((await read(em)).rows).toEqual([{ n: '8' }]);

    await change('alter table eight alter n type int using n::int');
    const within = () => em.transactional(read);
    await expect(within()).rejects.toThrow('cached plan must not change result type');
    expect((await within()).rows).toEqual([{ n: 8 }]);
    await change('drop table eight');
  });

  test('that changes rows tells how many', async () => {
    const done = await database
      .em()
      .execute(`update account set last_name = ? where id::text = ?`, ['Martin', '-'], 'run');
    expect(done).toMatchObject({ affectedRows: 0 });
  });
});
