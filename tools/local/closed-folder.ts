import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from './postgres/account.js';

const folders = ['postgres', 'temporal', 'inbox', 'logs', 'run'];
const files = ['secrets.json', 'environment.json'];
const isOurs = (name: string) => folders.includes(name) || files.some((file) => [file, `${file}.draft`].includes(name));

/** Takes from others what they may do with it and with all that is in it; never follows a link. */
export function closeToOthers(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  if ((found.mode & 0o077) !== 0) chmodSync(path, found.mode & 0o700);
  if (found.isDirectory()) for (const name of readdirSync(path)) closeToOthers(join(path, name));
}

/**
 * The folder of secrets, captured links and databases is its owner's alone (0700), also one that an earlier version left open.
 * As root its owner is PostgreSQL's account, who must get through; what is in it stays root's. A folder that holds other
 * files too is not ours to close: only what is ours in it is.
 */
export function closeDataDir(dataDir: string, account: Account | undefined): void {
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o711 });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const there = readdirSync(dataDir);
  for (const name of there.filter(isOurs)) closeToOthers(join(dataDir, name));
  if (!there.every(isOurs)) return;
  if (account) chownSync(dataDir, account.uid, account.gid);
  chmodSync(dataDir, 0o700);
}

/** What `work` creates, and what the processes that it starts create, is ours alone. */
export function closedToOthers<T>(work: () => T): T {
  const before = process.umask(0o077);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}
