import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one run, that user `postgres` can enter: as root, PostgreSQL runs as that user. */
export function freshFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `parcours-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
}
