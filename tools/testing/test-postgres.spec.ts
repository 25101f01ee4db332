import { Client } from 'pg';
import { createTestDatabase } from './test-postgres.js';

test('each suite has a database of its own, for the application’s role and for the owner', async () => {
  const database = await createTestDatabase({ migrated: false });
  const [owner, application] = [new Client(database.ownerUrl), new Client(database.databaseUrl)];
  await Promise.all([owner.connect(), application.connect()]);
  await owner.query('create table only_here (id int)');
  await expect(application.query('select * from only_here')).rejects.toThrow('permission denied');
  const who = await application.query('select current_user as role, current_database() as name');
  expect(who.rows).toEqual([{ role: 'parcours_app', name: database.name }]);
  await Promise.all([owner.end(), application.end()]);
  await database.drop();
});

test('copies are fast enough to have one a suite', async () => {
  const start = performance.now();
  const database = await createTestDatabase({ migrated: false });
  await database.drop();
  expect(performance.now() - start).toBeLessThan(3_000);
});
