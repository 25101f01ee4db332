import type { Client } from '@temporalio/client';
import { readFacts } from './fact-ledger.js';
import { readJourneys } from './journey-ledger.js';
import { replay, replayRecorded } from './journey-replay.js';
import type { Ledgers } from './ledgers.js';

/** Histories that are replayed: the newest, as many as half a minute allows. */
const replayed = 300;

export interface LedgerSources
  extends
    Pick<Ledgers, 'told' | 'inbox' | 'handOvers' | 'faults' | 'logs' | 'secrets'>,
    Partial<Pick<Ledgers, 'busy'>> {
  ownerUrl: string;
  client: Client;
  /** `dist/workflow-bundle.js`. */
  workflowBundle: string;
}

/** Reads what the servers keep, once all is at rest, and lays it beside what was seen from outside. */
export async function readLedgers({ ownerUrl, client, workflowBundle, ...seen }: LedgerSources): Promise<Ledgers> {
  const readAt = new Date();
  const [facts, journeys] = [await readFacts(ownerUrl), await readJourneys(client)];
  const newest = journeys.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime()).slice(0, replayed);
  await replay(client, newest, workflowBundle);
  const misread = await replayRecorded('libs/workflows/src/histories', workflowBundle);
  return { busy: [], ...seen, facts, journeys, misread, readAt };
}
