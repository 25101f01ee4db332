import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Holds SQLite's one write lock until it dies, or its parent does. */
const holder = `const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(process.argv[1]);
db.exec('pragma busy_timeout = 20000; begin immediate');
console.log('held');
process.stdin.resume().on('end', () => process.exit());`;

/** Temporal's dev server goes on answering, and reads for a while, but no write to its store ends until the answered function is called. */
export async function lockStore(file: string): Promise<() => Promise<void>> {
  const args = ['--no-warnings', '-e', holder, file];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const held = await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended.then(() => undefined)]);
  if (!held) throw new Error(`${file} could not be locked`);
  return async () => {
    child.kill('SIGKILL');
    await ended;
  };
}
