import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { anEstablishment } from '../../testing/facts.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

type Establishment = Awaited<ReturnType<typeof anEstablishment>>;

const ask = (of: { siret: string; contractNumber: string }, identifier: string) =>
  api.http.post('/v1/renewal-requests').send({ ...of, identifier });
const counts = async () =>
  (
    await api.sql<{ messages: number; lines: number; mails: number }>(
      `select (select count(*)::int from notice) as messages, (select count(*)::int from audit_event) as lines,
         (select count(*)::int from mail_send) as mails`,
    )
  )[0];
/** What is answered, run and kept. */
async function workOf(of: Establishment, identifier: string) {
  const before = await counts();
  const query = jest.spyOn(pg.Client.prototype, 'query');
  const { status, body } = await ask(of, identifier);
  const statements = query.mock.calls.map(([first]) => (first as { text?: string }).text ?? first);
  query.mockRestore();
  const after = await counts();
  const kept = (['messages', 'lines', 'mails'] as const).map((rows) => (after?.[rows] ?? 0) - (before?.[rows] ?? 0));
  return { status, body: body as unknown, statements, kept };
}
const requests = () =>
  api.sql<{ subject: string; outcome: string | null }>(
    `select n.subject, (select max(a.outcome) from audit_event a where a.subject = n.subject) as outcome from notice n
     where n.journey = 'renewal-request' order by n.id`,
  );

test('F11 the same answer, the same statements and as many rows, whether or not the account has expired', async () => {
  const of = await anEstablishment(api);
  await anAccount(api, { of });
  const expired = await anAccount(api, { of, role: 'user', expiresIn: '-1 day' });
  const [alive, elsewhere] = [
    await anAccount(api, { of, role: 'user' }),
    await anAccount(api, { expiresIn: '-1 day' }),
  ];
  const other = await anEstablishment(api);
  await ask({ siret: of.siret, contractNumber: other.contractNumber }, 'EP-0000-0000'); // the first of all connects
  const expected = await workOf(of, 'EP-0000-0000');
  expect(expected).toMatchObject({ status: 202, body: {}, kept: [1, 1, 0] });
  expect(expected.statements).toHaveLength(4); // begin, message, audit line, commit
  for (const identifier of [
    alive.identifier,
    elsewhere.identifier,
    'rien de tel',
    expired.identifier,
    expired.identifier,
  ])
    expect(await workOf(of, identifier)).toEqual(expected);

  const asked = await requests();
  const ofExpired = { subject: expired.id, outcome: 'expired' };
  expect(asked.slice(-2)).toEqual([ofExpired, ofExpired]);
  expect(asked.slice(0, -2).map(({ outcome }) => outcome)).toEqual([null, null, null, null]); // of no account
  const known = [alive.id, elsewhere.id, expired.id];
  expect(asked.slice(0, -2).filter(({ subject }) => known.includes(subject))).toEqual([]);
});

test('a contract number that is not the establishment’s is refused, and nothing is kept', async () => {
  const [of, other] = [await anEstablishment(api), await anEstablishment(api)];
  const before = await counts();
  const { body } = await ask({ siret: of.siret, contractNumber: other.contractNumber }, 'EP-0000-0000').expect(422);
  expect(body.code).toBe('contract-unknown');
  expect(await counts()).toEqual(before);
});
