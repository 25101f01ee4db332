import type { RequestListener } from 'node:http';
import { json, status } from './partner-server.js';

const never: RequestListener = () => undefined;
const neverEnding: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"results":');
};
const hangsUp: RequestListener = (_request, response) => response.destroy();
const hangsUpHalfWay: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{');
  setImmediate(() => response.destroy());
};

/** ms: short where nothing will come, and more than a busy machine needs for what does. */
export const patienceFor = (cause: string | RegExp): number => (cause === 'timeout' ? 250 : 60_000);

type Outage = [fault: string, answer: RequestListener, cause: string | RegExp, retryAfter?: number];

/** What a partner does on a bad day, whichever partner it is, the code we keep of it, and the seconds it asks for. */
export const outages = (
  [
    ['asks for patience', status(429, { 'retry-after': '1' }), 'status-429', 1],
    ['fails', status(500), 'status-500'],
    ['fails at length', status(500, {}, 'x'.repeat(200_000)), 'status-500'],
    ['is in maintenance', status(503, { 'content-type': 'text/html' }, '<h1>Maintenance</h1>'), 'status-503'],
    ['refuses our request', status(400), 'status-400'],
    ['refuses our key', status(401), 'status-401'],
    ['sends us elsewhere', status(302, { location: '/elsewhere' }, ''), 'status-302'],
    ['says it with a page', status(200, { 'content-type': 'text/html' }, '<h1>Maintenance</h1>'), 'malformed'],
    ['says nothing', status(200, {}, ''), 'malformed'],
    ['stops in the middle of its JSON', status(200, {}, '{"results": ['), 'malformed'],
    ['speaks JSON of another form', json({ resultats: [] }), /malformed|wrong-siret/u],
    ['says null', json(null), 'malformed'],
    ['does not stop talking', json({ results: [], etablissements: [], more: 'x'.repeat(1_000_000) }), 'huge'],
    ['never answers', never, 'timeout'],
    ['never comes to the end', neverEnding, 'timeout'],
    ['hangs up', hangsUp, /^[A-Z_]+$/u],
    ['hangs up half-way', hangsUpHalfWay, /^[A-Z_]+$/u],
  ] as Outage[]
)
  // Four each: jest takes a parameter that a row lacks for a callback.
  .map(([fault, answer, cause, retryAfter]) => [fault, answer, cause, retryAfter] as const);
