import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { anEstablishment } from '../../testing/facts.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const ask = (of: { siret: string; contractNumber: string }, identifier: string) =>
  api.http.post('/v1/renewal-requests').send({ ...of, identifier });
const told = async (accountId: string) =>
  (await api.sql<{ about: string }>(`select about_id as about from mail_send where account_id = $1`, accountId)).map(
    ({ about }) => about,
  );

test('F11 the administrators who can sign in are asked to renew the account that has expired, once a day', async () => {
  const of = await anEstablishment(api);
  const expired = await anAccount(api, { of, role: 'user', expiresIn: '-1 day' });
  const [one, other] = [await anAccount(api, { of }), await anAccount(api, { of })];
  const [gone, user] = [await anAccount(api, { of, expiresIn: '-1 day' }), await anAccount(api, { of, role: 'user' })];
  for (let tries = 0; tries < 3; tries++) expect((await ask(of, expired.identifier).expect(202)).body).toEqual({});
  for (const { id } of [one, other]) expect(await told(id)).toEqual([expired.id]);
  for (const { id } of [gone, user, expired]) expect(await told(id)).toEqual([]);
  await api.sql(
    `update mail_send set due_at = now() - interval '25 hours', state = 'accepted' where account_id = $1`,
    one.id,
  );
  await ask(of, expired.identifier).expect(202);
  expect(await told(one.id)).toHaveLength(2);
  expect(await told(other.id)).toHaveLength(1);
});

test('an account that has not expired, of another establishment or of nobody: the same answer, and nobody is written to', async () => {
  const of = await anEstablishment(api);
  const administrator = await anAccount(api, { of });
  const [alive, elsewhere] = [
    await anAccount(api, { of, role: 'user' }),
    await anAccount(api, { expiresIn: '-1 day' }),
  ];
  for (const identifier of [alive.identifier, elsewhere.identifier, 'EP-0000-0000', 'rien de tel'])
    expect((await ask(of, identifier).expect(202)).body).toEqual({});
  expect(await told(administrator.id)).toEqual([]);
});

test('a contract number that is not the establishment’s is refused', async () => {
  const [of, other] = [await anEstablishment(api), await anEstablishment(api)];
  const { body } = await ask({ siret: of.siret, contractNumber: other.contractNumber }, 'EP-0000-0000').expect(422);
  expect(body.code).toBe('contract-unknown');
});
