/**
 * `npm run migrate`: brings the database to the newest schema, as its owner (`MIGRATIONS_DATABASE_URL`).
 * `-- --drop-old-audit` also drops the months of the audit that are over twelve months old.
 */
import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from './mikro-orm.config.js';

const url = process.env.MIGRATIONS_DATABASE_URL;
if (!url) {
  console.error(
    'MIGRATIONS_DATABASE_URL is missing: the owner’s address of the database, e.g. postgres://parcours:secret@127.0.0.1:5432/parcours',
  );
  process.exit(78);
}

const orm = await MikroORM.init(ormOptions(url, 1));
try {
  const applied = await orm.migrator.up();
  console.log(
    applied.length === 0 ? 'The database is up to date.' : applied.map(({ name }) => `Applied ${name}`).join('\n'),
  );
  await orm.em.getConnection().execute('select make_audit_partitions()');
  if (process.argv.includes('--drop-old-audit')) {
    const dropped = await orm.em
      .getConnection()
      .execute<{ name: string }[]>('select drop_old_audit_partitions() as name');
    console.log(
      dropped.length === 0
        ? 'No month of the audit is old enough.'
        : dropped.map(({ name }) => `Dropped ${name}`).join('\n'),
    );
  }
} finally {
  await orm.close(true);
}
