import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Bench, callers } from './bench.js';
import { closedLoop } from './closed-loop.js';
import { CpuProfile, packageOf, type SelfTime, selfTimes } from './cpu-profile.js';

const shown = 25;

/** Where api and worker spend their time under full load: packages and functions by self time, Markdown. */
export async function profile(bench: Bench): Promise<string> {
  const folder = join(bench.options.folder, 'profiles');
  mkdirSync(folder);
  // Started again with the profiler on: a profile begins with the process.
  const product = await bench.startProduct('profiled', 2_000);
  await Promise.all([product.api.stop(), product.worker.stop()]);
  const processes = ['api', 'worker'] as const;
  const profiled = (name: string) => ['--cpu-prof', `--cpu-prof-dir=${join(folder, name)}`];
  const [api, worker] = await Promise.all(processes.map((name) => product.start(name, {}, profiled(name))));
  if (!api || !worker) throw new Error('api and worker were not started.');
  const registering = product.registeringAt(api.url);
  const window = { width: callers, rampSeconds: 2, seconds: 20 };
  const { done } = await closedLoop(window, () => registering.whole(product.registrants.take()));
  await registering.close();
  await Promise.all([api.stop(), worker.stop()]);
  const tables = processes.map((name) => {
    const files = readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file), 'utf8'));
    const profiles = files.map((file) => CpuProfile.parse(JSON.parse(file)));
    const byFunction = (fn: string, url: string, line: number) =>
      `${fn} ${packageOf(fn, url)} ${basename(url)}:${line}`;
    return [
      `### ${name}, its start and ${done} journeys`,
      rows(selfTimes(profiles, packageOf)),
      rows(selfTimes(profiles, byFunction)),
    ].join('\n\n');
  });
  return tables.join('\n\n');
}

const rows = (times: readonly SelfTime[]): string =>
  ['| self time | ms | share |', '| --- | ---: | ---: |']
    .concat(
      times
        .slice(0, shown)
        .map(({ where, ms, share }) => `| ${where} | ${ms.toFixed(0)} | ${(share * 100).toFixed(1)} % |`),
    )
    .join('\n');
