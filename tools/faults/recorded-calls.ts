import { randomUUID } from 'node:crypto';
import type { Told } from './ledgers.js';
import type { ToldLedger } from './told-ledger.js';

export interface Call extends Pick<Told, 'act' | 'method' | 'path'> {
  body?: Record<string, unknown>;
  key?: string | undefined;
  /** A session's, `name=value`. */
  cookie?: string | undefined;
  /** Of a browser that is known, `name=value`. */
  device?: string | undefined;
  /** Remembered beside the body. */
  about?: Record<string, unknown>;
}

/** Nobody waits over 10 s (`docs/contract.md` §2); past this the client goes away. */
const patienceMs = 15_000;

/** Asks the processes of the API in turn for one journey, and writes down what its client was told, or that it was told nothing. */
export function recordedCalls(apiUrls: readonly string[], ledger: ToldLedger, journey: number) {
  let asked = journey;
  return async ({ act, method, path, body, key, cookie, device, about }: Call): Promise<Told> => {
    const apiUrl = apiUrls[asked++ % apiUrls.length] ?? '';
    const [sentAt, correlationId] = [Date.now(), randomUUID()];
    const headers = {
      ...{ 'content-type': 'application/json', 'x-correlation-id': correlationId },
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(cookie === undefined && device === undefined ? {} : { cookie: [cookie, device].filter(Boolean).join('; ') }),
    };
    const answer = await fetch(`${apiUrl}${path}`, {
      ...{ method, headers, signal: AbortSignal.timeout(patienceMs) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
      .then(async (response) => {
        const set = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
        const [opened, given] = ['session=', 'device='].map((name) => set.find((one) => one.startsWith(name)));
        return {
          ...{ status: response.status, body: await response.json().catch(() => null) },
          ...(opened === undefined ? {} : { opened }),
          ...(given === undefined ? {} : { given }),
        };
      })
      .catch(() => ({ status: null, body: null }));
    const told: Told = {
      ...{ journey, act, method, path, request: { ...about, ...body }, sentAt, answeredAt: Date.now() },
      ...{ correlationId, ...(cookie === undefined ? {} : { cookie }), ...(device === undefined ? {} : { device }) },
      ...(key === undefined ? {} : { key }),
      ...answer,
    };
    ledger.add(told);
    return told;
  };
}
