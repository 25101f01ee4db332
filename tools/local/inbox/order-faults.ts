import type { Fault } from './faults.js';

const patience = () => AbortSignal.timeout(10_000);

/** Tells a dev inbox, over its own HTTP API, what goes wrong next (`docs/contract.md` §4). */
export async function orderFault(inboxUrl: string, order: Fault): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(order);
  await fetch(`${inboxUrl}/faults`, { method: 'POST', headers, body, signal: patience() });
}

export async function clearFaults(inboxUrl: string): Promise<void> {
  await fetch(`${inboxUrl}/faults`, { method: 'DELETE', signal: patience() });
}
