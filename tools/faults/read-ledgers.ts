import type { Client } from '@temporalio/client';
import { readFacts } from './fact-ledger.js';
import { readJourneys } from './journey-ledger.js';
import { replay } from './journey-replay.js';
import type { Ledgers } from './ledgers.js';

/** Histories that are replayed: the newest, as many as half a minute allows. */
const replayed = 300;

export interface LedgerSources extends Pick<Ledgers, 'told' | 'inbox' | 'faults' | 'logs' | 'secrets'> {
  ownerUrl: string;
  client: Client;
  /** `dist/workflow-bundle.js`; without it nothing is replayed. */
  workflowBundle?: string;
}

/** Reads what the servers keep, once all is at rest, and lays it beside what was seen from outside. */
export async function readLedgers({ ownerUrl, client, workflowBundle, ...seen }: LedgerSources): Promise<Ledgers> {
  const readAt = new Date();
  const [facts, journeys] = [await readFacts(ownerUrl), await readJourneys(client)];
  const newest = journeys.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime()).slice(0, replayed);
  if (workflowBundle) await replay(client, newest, workflowBundle);
  return { ...seen, facts, journeys, readAt };
}
