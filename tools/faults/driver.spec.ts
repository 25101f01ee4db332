import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { Driver } from './driver.js';
import type { InboxWatch } from './inbox-watch.js';
import { type JourneyPlan, journeyPlan } from './journey-plan.js';
import type { ReceivedMail } from './ledgers.js';
import { readTold, ToldLedger } from './told-ledger.js';

const token = (number: number) => `token-${number}-token-token-token`;
const receipt = { id: 'public-id', ownerKey: 'owner-key-owner-key', caseNumber: 'PRC-TEST-TEST', status: 'checking' };

let folder: string;
let server: Server;
let url: string;
/** Answers by path; what it has no answer for is an outage. */
let answers: Record<string, (body: Record<string, unknown>) => [number, object]>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'driver-'));
  server = createServer((request, response) => {
    void json(request)
      .catch(() => ({}))
      .then((body) => {
        const [status, answer] = answers[request.url ?? '']?.(body as Record<string, unknown>) ?? [503, {}];
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers = {
    '/v1/registrations': () => [202, receipt],
    '/v1/registrations/public-id/resend': () => [202, {}],
    '/v1/passwords': ({ token: given }) => (given === token(2) ? [200, {}] : [409, { code: 'link-superseded' }]),
  };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** A mail with a link at once, and another after each resend. */
const inbox = (): Pick<InboxWatch, 'waitFor'> => {
  const mails = [1, 2].map((number): ReceivedMail => ({
    ...{ to: '', subject: '', receivedAt: new Date(number), code: 'ABCD-EFGH', messageId: null, text: '' },
    links: [`http://localhost/mot-de-passe/creer/${token(number)}`],
  }));
  return { waitFor: (_address, fits) => Promise.resolve(mails.find(fits)) };
};
const plan = (more: Partial<JourneyPlan>): JourneyPlan => ({
  ...journeyPlan(1, 1),
  ...{ rival: undefined, posts: 1, mailFault: undefined, correctedEmail: undefined, resends: 0, key: 'key' },
  ...{ triesOldLink: false, triesWeakPassword: false, password: 'by-link', account: undefined },
  ...more,
});
async function walk(planned: JourneyPlan) {
  const ledger = new ToldLedger(join(folder, 'told.jsonl'));
  const options = {
    apiUrls: [url],
    inboxUrl: url,
    ledger,
    inbox: inbox() as InboxWatch,
    mailPatience: 0,
    resendInterval: 0,
    tryAgainAfter: 1,
  };
  const driver = new Driver(options);
  const end = await driver.walk(planned);
  await ledger.close();
  const told = readTold(join(folder, 'told.jsonl'));
  return { end, driver, told, acts: told.map(({ act, status }) => `${act} ${status}`) };
}

test('a whole journey is written down as its client saw it: double posts, resend, the older link, two passwords at once', async () => {
  const { end, acts, told, driver } = await walk(
    plan({ posts: 2, resends: 1, resendsTwice: true, triesOldLink: true, password: 'by-link-twice' }),
  );
  expect(end).toBe('completed');
  expect(acts).toEqual([
    ...['register 202', 'register 202', 'resend 202', 'resend 202'],
    ...['create-password 409', 'create-password 200', 'create-password 200'],
  ]);
  expect(told[0]).toMatchObject({ journey: 1, key: 'key', path: '/v1/registrations', body: receipt });
  expect(told[2]?.key).toBe(told[3]?.key);
  expect(told.at(-1)?.request).toMatchObject({ caseNumber: receipt.caseNumber, token: token(2) });
  for (const secret of [token(1), token(2), 'ABCD-EFGH', receipt.ownerKey, journeyPlan(1, 1).person.email])
    expect(driver.secrets).toContain(secret);
});

test('who gets no answer asks again with the same key', async () => {
  let calls = 0;
  const silent = answers['/v1/registrations'];
  answers['/v1/registrations'] = (body) => ((calls += 1) < 3 ? [503, {}] : (silent?.(body) ?? [500, {}]));
  const { acts, told } = await walk(plan({ password: 'never' }));
  expect(acts).toEqual(['register 503', 'register 503', 'register 202']);
  expect(new Set(told.map(({ key }) => key))).toEqual(new Set(['key']));
});

test('a refusal ends the journey; a broken connection is written down as no answer', async () => {
  answers['/v1/registrations'] = () => [409, { code: 'registration-in-progress' }];
  expect((await walk(plan({}))).end).toBe('refused');
  answers['/v1/registrations'] = () => [202, receipt];
  server.on('request', (request) => void (request.url === '/v1/passwords' && request.socket.destroy()));
  const { acts } = await walk(plan({ password: 'by-code' }));
  expect(acts.filter((act) => act === 'create-password null').length).toBeGreaterThan(1);
});
