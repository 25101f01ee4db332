import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** `USER_HZ`, which Linux has shown to programs as 100 on every machine for twenty years. */
const ticksPerSecond = 100;

/** CPU of a process by its line of `/proc/<pid>/stat` (proc_pid_stat(5)), ms: user and system, its ended children included. */
export function cpuOfStat(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name may hold spaces and brackets
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return (ticks / ticksPerSecond) * 1_000;
}

/** Empty for what has ended since it was listed. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function tree(pid: number): number[] {
  const threads = existsSync(`/proc/${pid}/task`) ? readdirSync(`/proc/${pid}/task`) : [];
  const children = threads.flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean),
  );
  return [pid, ...children.map(Number).flatMap(tree)];
}

/** CPU of processes and all their descendants so far, ms. */
export const cpuMs = (...pids: number[]): number =>
  pids
    .flatMap(tree)
    .map((pid) => textOf(`/proc/${pid}/stat`))
    .filter(Boolean)
    .map(cpuOfStat)
    .reduce((sum, ms) => sum + ms, 0);

/** Resident memory (RSS) of one process now, MiB. */
export function residentMiB(pid: number): number {
  const [, kibibytes = '0'] = /^VmRSS:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1_024;
}
