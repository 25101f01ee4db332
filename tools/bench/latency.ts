import { randomUUID } from 'node:crypto';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import type { Bench } from './bench.js';
import { answerAtOnce } from './composite/composite.workflow.js';
import type { Figure } from './figure.js';
import { openLoop } from './open-loop.js';
import { percentile } from './percentile.js';
import { auc } from './two-samples.js';

const seconds = 45;

/** The registration's answer against a no-op Update-with-Start, in the same seconds, at half the journeys the product can do. */
export async function latency(bench: Bench): Promise<Figure[]> {
  const [product, half] = [await bench.product(), (await bench.capacity()) / 2];
  await bench.composite(); // its worker answers the no-op
  const { registering, registrants, temporalAddress } = product;
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection });
  const journeys: Promise<unknown>[] = [];
  const register = async () => {
    const person = registrants.take();
    await registering.register(person);
    journeys.push(registering.complete(person));
  };
  const nothing = async () => {
    const workflowId = `nothing:${randomUUID()}`;
    await client.workflow.executeUpdateWithStart(answerAtOnce, {
      startWorkflowOperation: new WithStartWorkflowOperation('nothing', {
        ...{ workflowId, taskQueue: 'bare-journeys', args: [], workflowIdConflictPolicy: 'USE_EXISTING' },
      }),
    });
  };
  bench.options.say(`${half.toFixed(1)} registrations and as many no-ops a second, ${seconds} s`);
  const [answers, noOps] = await Promise.all([openLoop(half, seconds, register), openLoop(half, seconds, nothing)]);
  await Promise.all(journeys);
  await connection.close();
  if (answers.failed + noOps.failed > 0)
    throw new Error(`${answers.failed} answers and ${noOps.failed} no-ops failed.`);

  const [a, b] = [answers.latencies, noOps.latencies];
  const at = (share: number, goal: number): Figure => ({
    ...{ part: 'latency', what: `registration answer p${share * 100} over a no-op Update-with-Start` },
    ...{ measured: percentile(a, share) / percentile(b, share), target: { better: 'less', goal } },
    control: percentile(everySecond(b, 0), share) / percentile(everySecond(b, 1), share),
    note: `${percentile(a, share).toFixed(0)} and ${percentile(b, share).toFixed(0)} ms; ${a.length} answers, open loop`,
  });
  const faster: Figure = {
    ...{ part: 'latency', what: 'pairs in which the no-op is the faster (AUC)', measured: auc(a, b) },
    note: `${auc(everySecond(b, 0), everySecond(b, 1)).toFixed(2)} between no-ops`,
  };
  return [at(0.5, 1.5), at(0.99, 2.5), faster];
}

const everySecond = (sample: readonly number[], from: 0 | 1): number[] =>
  sample.filter((_, index) => index % 2 === from);
