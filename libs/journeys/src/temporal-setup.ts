import { crashPoint } from '@app/persistence';
import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { setTimeout as pause } from 'node:timers/promises';
import { grpcStatus, isNotThere } from './temporal-fault.js';
import { neededAttributes, neededSchedules, retentionDays } from './temporal-needs.js';

export const setUpCommand = 'npm run temporal:setup';

const keyword = 2; // INDEXED_VALUE_TYPE_KEYWORD
const retentionSeconds = retentionDays * 24 * 60 * 60;
/** A server reads its list of namespaces again every 10 s at most. */
const longestWaitMs = 60_000;

/**
 * What Temporal lacks of what journeys need, in words such as « search attribute Stage »; empty when all is there.
 * Throws while Temporal is away. A credential that may not ask is taken to be all right: the first start would tell.
 */
export async function missingInTemporal(client: Client): Promise<string[]> {
  const namespace = client.options.namespace;
  if ((await retentionOf(client)) === undefined) return [`namespace ${namespace}`];
  const [attributes, schedules] = await Promise.all([missingAttributes(client), missingSchedules(client)]);
  return [...attributes.map((name) => `search attribute ${name}`), ...schedules.map((id) => `Schedule ${id}`)];
}

/** Makes what is missing and nothing else: safe twice, and beside a running product. Answers what it did; throws what Temporal refuses. */
export async function setUpTemporal(client: Client): Promise<string[]> {
  return [...(await setUpNamespace(client)), ...(await setUpAttributes(client)), ...(await setUpSchedules(client))];
}

/** Needs no operator's rights: the worker makes missing ones by itself. */
export async function setUpSchedules(client: Client): Promise<string[]> {
  const missing = await missingSchedules(client);
  for (const schedule of neededSchedules.filter(({ scheduleId }) => missing.includes(scheduleId))) {
    crashPoint('worker.before-schedule');
    await client.schedule.create(schedule).catch((error: unknown) => {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error; // another one was faster
    });
    crashPoint('worker.after-schedule');
  }
  return missing.map((id) => `Schedule ${id} made`);
}

async function setUpNamespace(client: Client): Promise<string[]> {
  const namespace = client.options.namespace;
  const retention = await retentionOf(client);
  const wanted = msToTs(retentionSeconds * 1_000);
  if (retention === undefined) {
    await client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: wanted });
    await untilKnown(`namespace ${namespace}`, async () => (await missingSchedules(client)).length >= 0);
    return [`namespace ${namespace} made; it keeps ended journeys for ${retentionDays} days`];
  }
  if (retention >= retentionSeconds) return [];
  await client.workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: wanted } });
  return [`namespace ${namespace} keeps ended journeys for ${retentionDays} days`];
}

async function setUpAttributes(client: Client): Promise<string[]> {
  const missing = await missingAttributes(client);
  if (missing.length === 0) return [];
  await client.connection.operatorService.addSearchAttributes({
    namespace: client.options.namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
  });
  await untilKnown('search attributes', async () => (await missingAttributes(client)).length === 0);
  return missing.map((name) => `search attribute ${name} made`);
}

/** Seconds; undefined where the namespace is not there. */
async function retentionOf(client: Client): Promise<number | undefined> {
  const { namespace } = client.options;
  const described = await unlessForbidden(client.workflowService.describeNamespace({ namespace })).catch(
    (error: unknown) => {
      if (isNotThere(error)) return null;
      throw error;
    },
  );
  if (described === null) return undefined;
  return described ? Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0) : retentionSeconds;
}

async function missingAttributes(client: Client): Promise<string[]> {
  const { namespace } = client.options;
  const listed = await unlessForbidden(client.connection.operatorService.listSearchAttributes({ namespace }));
  return listed ? neededAttributes.filter((name) => !Object.hasOwn(listed.customAttributes ?? {}, name)) : [];
}

async function missingSchedules(client: Client): Promise<string[]> {
  const answers = neededSchedules.map(({ scheduleId }) =>
    client.schedule
      .getHandle(scheduleId)
      .describe()
      .then(
        () => [],
        (error: unknown) => {
          if (error instanceof ScheduleNotFoundError) return [scheduleId];
          throw error;
        },
      ),
  );
  return (await Promise.all(answers)).flat();
}

/** Undefined where a credential may not ask, or a server does not know the question. */
const unlessForbidden = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: unknown) => {
    const status = grpcStatus(error)?.status;
    if (status === 'PERMISSION_DENIED' || status === 'UNIMPLEMENTED') return undefined;
    throw error;
  });

/** What was just made is known to every part of the server some seconds later. */
async function untilKnown(what: string, isThere: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + longestWaitMs;
  for (;;) {
    const isKnown = await isThere().catch((error: unknown) => {
      if (isNotThere(error)) return false;
      throw error;
    });
    if (isKnown) return;
    if (Date.now() > end) throw new Error(`${what}: made, and not known to Temporal after ${longestWaitMs / 1_000} s`);
    await pause(500);
  }
}
