import { purgedTables } from '@app/contracts';
import { expect, test } from '@jest/globals';
import { Metrics } from './metrics.js';

test('R46 what retention took adds up by table; before the first night every table is there, at 0', async () => {
  const metrics = new Metrics();
  const told = async () =>
    [...(await metrics.registry.metrics()).matchAll(/^parcours_purged_rows_total\{table="(\w+)"\} (\d+)$/gmu)].map(
      ([, table, rows]) => [table, Number(rows)],
    );
  expect(await told()).toEqual(purgedTables.map((table) => [table, 0]));
  metrics.purged('notice', 500);
  metrics.purged('notice', 12);
  metrics.purged('session', 3);
  expect((await told()).filter(([, rows]) => rows !== 0)).toEqual([
    ['session', 3],
    ['notice', 512],
  ]);
});
