import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Bench } from './bench.js';
import { OpenPages } from './open-pages.js';
import type { Figure } from './figure.js';
import { openLoop } from './open-loop.js';
import { median, percentile } from './percentile.js';
import { residentMiB } from './process-cost.js';
import { abba, blockRatio, controlRatio, type Side } from './two-samples.js';

/** `ofEach`: the most that the API lets wait for one case. */
const [cases, ofEach, perSecond, seconds] = [50, 20, 20, 8];
const count = cases * ofEach;

/** The pages of others, on one web process, beside a thousand open pages that wait for their mail (R59), and without. */
export async function waitingPages(bench: Bench): Promise<Figure[]> {
  const { start, registering, registrants, relay, api, env } = await bench.product();
  const web = await start('web', { API_URL: api.url });
  bench.options.say(`${cases} registrations wait for their password …`);
  const ids = await Promise.all(
    Array.from({ length: cases }, async () => {
      const person = registrants.take();
      const id = await registering.register(person);
      await relay.next(person.email);
      relay.forget(person.email);
      return id;
    }),
  );
  const database = new pg.Client(env.DATABASE_URL);
  database.on('error', () => undefined); // else the end of its server would hide why the bench ended
  await database.connect();
  const connections = async () => {
    const { rows } = await database.query<{ count: string }>('select count(*) from pg_stat_activity');
    return Number(rows[0]?.count);
  };
  const viewed = Array.from({ length: count }, (_, rank) => ids[rank % cases] ?? '');
  let lastFailure: unknown;
  const page = (arrival: number) =>
    read(arrival).catch((error: unknown) => {
      lastFailure = error instanceof Error ? (error.cause ?? error) : error;
      throw error;
    });
  const read = async (arrival: number) => {
    const answer = await fetch(`${web.url}/inscrire-un-etablissement/dossier/${ids[arrival % cases]}`);
    const words = await answer.text();
    if (!words.includes('Consultez votre messagerie')) throw new Error(`The page answered ${answer.status}.`);
  };
  const round = async () => {
    const { latencies, failed } = await openLoop(perSecond, seconds, page);
    if (failed > 0) throw new Error(`${failed} pages failed: ${String(lastFailure)}`);
    return latencies;
  };

  const newsStands = async (pages: OpenPages, changed: readonly string[]) => {
    const [began, statement] = [performance.now(), `update registration set deadline = deadline + interval '1 second'`];
    await database.query(`${statement} where public_id = any($1)`, [changed]);
    await pages.showNews(changed.length * ofEach);
    return performance.now() - began;
  };

  await round(); // warm
  const memoryBefore = residentMiB(web.pid);
  const p: Record<50 | 95, Record<Side, number[]>> = { 50: { A: [], B: [] }, 95: { A: [], B: [] } };
  const memory: Record<Side, number[]> = { A: [], B: [] };
  const asked: Record<Side, number[]> = { A: [], B: [] };
  const newsAfter: Record<'one' | 'all', number[]> = { one: [], all: [] };
  for (const side of abba(2)) {
    const pages = side === 'A' ? await OpenPages.open(web.url, viewed) : undefined;
    await pause(1_000); // what opening them has cost is over
    const latencies = await round();
    for (const share of [50, 95] as const) p[share][side].push(percentile(latencies, share / 100));
    memory[side].push(residentMiB(web.pid));
    asked[side].push(await connections());
    if (pages) {
      pages.refuseEnded();
      newsAfter.one.push(await newsStands(pages, ids.slice(0, 1)));
      newsAfter.all.push(await newsStands(pages, ids));
      pages.refuseEnded();
      pages.close();
    }
    bench.options.say(
      `${side === 'A' ? `${count} open` : 'none'}: p50 ${p[50][side].at(-1)?.toFixed(1)} ms, ` +
        `p95 ${p[95][side].at(-1)?.toFixed(1)} ms, web ${memory[side].at(-1)?.toFixed(0)} MiB`,
    );
  }
  await database.end();
  await web.stop();

  const part = 'waiting-pages';
  return [
    ...([50, 95] as const).map((share): Figure => ({
      ...{ part, what: `another page p${share} beside ${count} open waiting pages, of without` },
      ...{ measured: blockRatio(p[share].A, p[share].B), control: controlRatio(p[share].B) },
      ...{ target: { better: 'less', goal: 1.1, floor: 1.25 } },
      note: `${median(p[share].A).toFixed(1)} and ${median(p[share].B).toFixed(1)} ms, ${perSecond}/s, open loop`,
    })),
    {
      ...{
        part,
        what: `news of one case on its ${ofEach} pages, ${count} open (R59)`,
        measured: median(newsAfter.one),
      },
      ...{ unit: 'ms', target: { better: 'less', goal: 1_000, floor: 5_000 } },
      note: `${median(newsAfter.all).toFixed(0)} ms where all ${cases} cases change in one instant`,
    },
    {
      ...{
        part,
        what: `memory of web for ${count} open pages`,
        unit: 'MiB',
        measured: (memory.A[0] ?? NaN) - memoryBefore,
      },
      note: `from ${memoryBefore.toFixed(0)} MiB; ${Math.max(...memory.A).toFixed(0)} MiB after every page was read anew`,
      target: { better: 'less', goal: 64 },
    },
    {
      ...{ part, what: `connections to PostgreSQL for ${count} open pages` },
      ...{ measured: median(asked.A) - median(asked.B), note: `${median(asked.A)} in all` },
      target: { better: 'less', goal: 0 },
    },
  ];
}
