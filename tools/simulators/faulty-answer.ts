import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { DirectorySimulator, Known, Question } from './directory-simulator.js';
import type { FaultKind } from './faults.js';

/** Late, and within any client’s patience. */
const slowMs = 2_000;
/** More than a client should swallow. */
const hugeBytes = 3_000_000;

export interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  question: Question;
  directory: DirectorySimulator;
  known: Known;
}

/**
 * Answers as the directory would, but for the fault. `timeout` never answers; `refuse-connection` resets the connection, for
 * the port itself is everybody’s.
 */
export async function answerWith(fault: FaultKind | undefined, asked: Asked): Promise<void> {
  const { request, response, question, directory, known } = asked;
  const right = directory.answer(question, known);
  switch (fault) {
    case 'timeout':
      return;
    case 'refuse-connection':
      return void request.socket.resetAndDestroy();
    case 'slow':
      await pause(slowMs, undefined, { ref: false });
      return sendJson(response, right.status, right.json);
    case 'redirect':
      return void response.writeHead(302, { location: '/moved' }).end();
    case 'status-429':
      return sendJson(response, 429, directory.error(429, 'Trop de requêtes'), { 'retry-after': '1' });
    case 'status-500':
      return sendJson(response, 500, directory.error(500, 'Erreur interne'));
    case 'status-503':
      return void response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Maintenance</h1>');
    case 'malformed':
      return send(response, 200, JSON.stringify(right.json).slice(0, -20));
    case 'huge':
      return sendJson(response, 200, { ...(right.json as object), padding: 'x'.repeat(hugeBytes) });
    case 'wrong-siret': {
      const { status, json } = directory.answer(question, withAnother(directory.siretOf(question), known));
      return sendJson(response, status, json);
    }
    case undefined:
      return sendJson(response, right.status, right.json);
  }
}

/** Whoever asks for `siret` is told of somebody else. */
function withAnother(siret: string | undefined, known: Known): Known {
  const other = [...known.values()].find((one) => one.siret !== siret && one.state === 'open');
  return siret !== undefined && other ? new Map([[siret, other]]) : known;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): void {
  send(response, status, JSON.stringify(json), headers);
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body);
}
