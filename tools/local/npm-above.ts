import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { identify, isAlive, type ProcessIdentity } from './processes/process-identity.js';

function parentAndName(pid: number): { parent: number; name: string } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { parent: Number(/^PPid:\s*(\d+)/mu.exec(status)?.[1]), name: /^Name:\s*(.*)/mu.exec(status)?.[1] ?? '' };
  } catch {
    const { status, stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, name = ''] = /^\s*(\d+)\s+(.*)/u.exec(stdout ?? '') ?? [];
    return status === 0 ? { parent: Number(parent), name } : undefined;
  }
}

/** npm and the shell it starts us with; nobody when npm did not start us. */
function above(): ProcessIdentity[] {
  const found: ProcessIdentity[] = [];
  for (let pid = process.ppid; pid > 1 && found.length < 4;) {
    const here = parentAndName(pid);
    if (!here) break;
    found.push(identify(pid));
    if (here.name.startsWith('npm') || here.name.startsWith('node')) return found;
    pid = here.parent;
  }
  return found.slice(0, 1);
}

/** Calls `onDeath` when npm above us, or the shell between, dies: a kill −9 of npm reaches nobody else. */
export function watchNpm(onDeath: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const watched = above();
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return;
    clearInterval(timer);
    onDeath();
  }, 500);
  timer.unref();
}
