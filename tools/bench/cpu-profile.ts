import { z } from 'zod';

/** What `node --cpu-prof` writes: times in µs; `samples` are ids of nodes. */
export const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

export interface SelfTime {
  where: string;
  ms: number;
  /** Of all time that was not idle. */
  share: number;
}

/** Where the time went, most first: `by` names what belongs together. */
export function selfTimes(
  profiles: readonly z.infer<typeof CpuProfile>[],
  by: (functionName: string, url: string, line: number) => string,
): SelfTime[] {
  const times = new Map<string, number>();
  for (const { nodes, samples, timeDeltas } of profiles) {
    const names = new Map(
      nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
        id,
        ['(idle)', '(program)'].includes(functionName) ? '' : by(functionName || '(anonymous)', url, lineNumber + 1),
      ]),
    );
    samples.forEach((id, index) => {
      const where = names.get(id);
      if (where) times.set(where, (times.get(where) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
    });
  }
  const all = [...times.values()].reduce((sum, ms) => sum + ms, 0);
  return [...times].map(([where, ms]) => ({ where, ms, share: ms / all })).sort((a, b) => b.ms - a.ms);
}

/** `@mikro-orm/core`, `apps/api/src`, `node:internal/streams`: who is responsible for a file. */
export function packageOf(functionName: string, url: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native';
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url) ?? [];
  const [, ours] = /\/dist\/((?:apps|libs)\/[^/]+)/u.exec(url) ?? [];
  return dependency ?? ours ?? url.split('/').slice(0, 2).join('/');
}
