import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { demoFile } from '@app/partners';
import { FaultOrders } from '../local/fault-orders.js';
import { bodyOf, comesFromHere } from '../local/loopback-request.js';
import type { DirectorySimulator, Known } from './directory-simulator.js';
import { Fault, faultIn, type Service, services } from './faults.js';
import { answerWith, sendJson } from './faulty-answer.js';
import { rechercheEntreprises } from './recherche-entreprises.js';
import { RequestLog } from './request-log.js';
import { sirene } from './sirene.js';

export interface Simulators {
  /** Origin; each service is below it, under its name. */
  url: string;
  /** Settings that lead to it whatever of `DIRECTORIES` an environment does not lead elsewhere. */
  variables(env: NodeJS.ProcessEnv): Record<string, string>;
  stop(): Promise<void>;
}

const directories: Record<Service, DirectorySimulator> = { 'recherche-entreprises': rechercheEntreprises, sirene };

interface Parts {
  establishments: () => Promise<Known>;
  faults: FaultOrders<Fault>;
  requests: RequestLog;
}

/** What a test orders and reads. */
async function control(route: string, request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { faults, requests } = parts;
  switch (route) {
    case 'GET /faults':
      return sendJson(response, 200, faults.list());
    case 'POST /faults': {
      const ordered = await bodyOf(request, Fault);
      if ('refusal' in ordered) return sendJson(response, ordered.refusal.status, ordered.refusal.json);
      faults.add(ordered.body);
      return sendJson(response, 201, ordered.body);
    }
    case 'DELETE /faults':
      faults.clear();
      return void response.writeHead(204).end();
    case 'GET /requests': {
      const { searchParams } = new URL(request.url ?? '', 'http://localhost');
      return sendJson(response, 200, requests.list(searchParams.get('service')));
    }
    default:
      return sendJson(response, 404, { error: 'not-found' });
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const service = services.find((name) => pathname.startsWith(`/${name}/`));
  if (!service) return control(`${request.method} ${pathname}`, request, response, parts);

  const directory = directories[service];
  const question = { path: pathname.slice(service.length + 1), query, headers: request.headers };
  const siret = directory.siretOf(question);
  parts.requests.add(service, request, response, siret);
  if (request.method !== 'GET') return sendJson(response, 405, directory.error(405, 'Method Not Allowed'));
  const known = await parts.establishments();
  const fault = parts.faults.take((fault) => fault.service === service) ?? faultIn(known.get(siret ?? '')?.behaviour);
  await answerWith(fault, { request, response, question, directory, known });
}

/** A Sirene that is somebody else’s needs a key of its own: ours would hide that it is missing. */
const variables = (url: string, { SIRENE_URL }: NodeJS.ProcessEnv): Record<string, string> => ({
  RECHERCHE_ENTREPRISES_URL: `${url}/recherche-entreprises`,
  ...(SIRENE_URL ? {} : { SIRENE_URL: `${url}/sirene`, SIRENE_API_KEY: 'simulated' }),
});

/** The simulators of `docs/contract.md` §5, on 127.0.0.1: partners that know the establishments of a file. Never part of a deployment. */
export async function startSimulators({
  port,
  directoryFile,
}: {
  port: number;
  directoryFile: string;
}): Promise<Simulators> {
  const parts = {
    establishments: demoFile(directoryFile),
    faults: new FaultOrders<Fault>(),
    requests: new RequestLog(),
  };
  const server = createServer((request, response) => {
    if (!comesFromHere(request)) return sendJson(response, 403, { error: 'cross-site-refused' });
    serve(request, response, parts).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: String(error) });
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  };
  const url = `http://127.0.0.1:${port}`;
  return { url, variables: (env) => variables(url, env), stop };
}
