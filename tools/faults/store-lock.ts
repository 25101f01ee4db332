import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Both hold SQLite's one write lock until they die, or their parent does. */
const withNode = `const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(process.argv[1]);
db.exec('pragma busy_timeout = 20000; begin immediate');
console.log('held');
process.stdin.resume().on('end', () => process.exit());`;
const withPython = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
db.execute('begin immediate')
print('held', flush=True)
sys.stdin.read()`;

const holder = (file: string): [string, string[]] =>
  Number(process.versions.node.split('.')[0]) >= 24
    ? [process.execPath, ['--no-warnings', '-e', withNode, file]]
    : ['python3', ['-c', withPython, file]];

/** Temporal's dev server goes on answering, and reads for a while, but no write to its store ends until the answered function is called. */
export async function lockStore(file: string): Promise<() => Promise<void>> {
  const [command, args] = holder(file);
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const held = await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended.then(() => undefined)]);
  if (!held) throw new Error(`${command} could not lock ${file}`);
  return async () => {
    child.kill('SIGKILL');
    await ended;
  };
}
