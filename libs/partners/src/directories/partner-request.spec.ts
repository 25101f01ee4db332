import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { json, type PartnerServer, startPartnerServer, status } from '../testing/partner-server.js';
import { partnerRequest, PartnerUnavailable } from './partner-request.js';

let partner: PartnerServer;
beforeAll(async () => {
  partner = await startPartnerServer();
});
afterAll(() => partner.close());
beforeEach(() => {
  partner.asked.length = 0;
});

const ask = (signal = AbortSignal.timeout(10_000)) => partnerRequest(new URL(partner.url), { 'x-key': 'one' }, signal);
const causeOf = (response: Promise<unknown>) =>
  response.then(
    () => 'answered',
    (error: unknown) => (error instanceof PartnerUnavailable ? error.message : `not ours: ${String(error)}`),
  );

/** A JSON text of so many bytes. */
const jsonOf = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`;

/** Sends until the other side has had enough. */
const endless =
  (code: number): RequestListener =>
  (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.writeHead(code).on('drain', more);
    more();
  };

describe('a request to a partner', () => {
  test('asks for JSON, says what it is told to, and reads the answer', async () => {
    partner.answer = json({ name: 'Mairie' });
    expect(await ask()).toEqual({ status: 200, body: { name: 'Mairie' } });
    expect(partner.asked[0]?.headers).toMatchObject({ accept: 'application/json', 'x-key': 'one' });
  });

  test('reads a letter that two packets share', async () => {
    const text = Buffer.from('"é"');
    partner.answer = (_request, response) => {
      response.write(text.subarray(0, 2), () => setImmediate(() => response.end(text.subarray(2))));
    };
    expect(await ask()).toEqual({ status: 200, body: 'é' });
  });

  test.each([301, 302, 404, 429, 500])('has a status and no body, and goes nowhere else, at a %i', async (code) => {
    partner.answer = status(code, { location: '/elsewhere' }, '{"a":1}');
    expect(await ask()).toEqual({ status: code, body: undefined });
    expect(partner.asked).toHaveLength(1);
  });

  test.each([
    ['90', 90],
    ['7200', 3_600],
    ['0', undefined],
    ['Fri, 27 Nov 2026 07:28:00 GMT', undefined],
  ])('is told to wait by Retry-After: %s', async (told, retryAfter) => {
    partner.answer = status(429, { 'retry-after': told });
    expect(await ask()).toEqual({ status: 429, body: undefined, ...(retryAfter ? { retryAfter } : {}) });
  });

  test('has no answer in a 204', async () => {
    partner.answer = status(204, {}, '');
    expect(await causeOf(ask())).toBe('malformed');
  });

  test('reads a body of 1 MB, and not a byte more', async () => {
    partner.answer = status(200, {}, jsonOf(1_000_000));
    expect(await ask()).toMatchObject({ status: 200 });
    partner.answer = status(200, {}, jsonOf(1_000_001));
    expect(await causeOf(ask())).toBe('huge');
  });

  test.each([
    [200, 'huge'],
    [500, 'answered'],
  ])('hangs up on a %i that does not stop talking, whatever length it announced', async (code, cause) => {
    let response: ServerResponse | undefined;
    partner.answer = (request, its) => {
      response = its;
      endless(code)(request, its);
    };
    expect(await causeOf(ask())).toBe(cause);
    if (response && !response.destroyed) await once(response, 'close');
    expect(response?.destroyed).toBe(true);
  });

  test('is a status still when the page that comes with it never ends', async () => {
    partner.answer = (_request, response) => {
      response.writeHead(503).write('<h1>');
    };
    expect(await ask(AbortSignal.timeout(2_000))).toEqual({ status: 503, body: undefined });
  });

  test('is not sent when there is no time left', async () => {
    expect(await causeOf(ask(AbortSignal.abort()))).toBe('timeout');
    expect(partner.asked).toEqual([]);
  });

  test('ends with a code when who asks gives another reason to stop', async () => {
    const patience = new AbortController();
    partner.answer = () => patience.abort(new Error('the worker stops'));
    expect(await causeOf(ask(patience.signal))).toBe('unreachable');
  });

  test('keeps nothing of the answer in what it throws', async () => {
    partner.answer = status(200, {}, 'marie@exemple.fr is no JSON');
    expect(await causeOf(ask())).toBe('malformed');
  });
});
