import { spawnSync } from 'node:child_process';
import { StartRefused } from '../start-refused.js';

/** Account of the operating system that PostgreSQL runs as. */
export interface Account {
  uid: number;
  gid: number;
}

function idsOf(name: string): Account | undefined {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [user, group] = [ask('-u'), ask('-g')];
  return user.status === 0 ? { uid: Number(user.stdout), gid: Number(group.stdout) } : undefined;
}

/**
 * PostgreSQL refuses to run as root: there it runs as user `postgres`, who is created if need be.
 * Undefined for everybody else: it runs as ourselves.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = idsOf('postgres');
  if (known) return known;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  const created = idsOf('postgres');
  if (!created)
    throw new StartRefused('As root, PostgreSQL needs a user « postgres »: it could not be created, create it.');
  return created;
}

/** Whether the account can enter the folder, hence every folder above it. */
export function canEnter(folder: string, account: Account): boolean {
  return spawnSync('sh', ['-c', 'test -x "$0"', folder], { ...account, cwd: '/' }).status === 0;
}
