import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AccountFixture, anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { anEstablishment } from '../../testing/facts.js';

let api: ApiUnderTest;
let account: AccountFixture;
beforeAll(async () => {
  api = await startApi();
  account = await anAccount(api, { lastName: 'Lefèvre-Cœur', firstName: 'Anne Marie', email: 'am.lefevre@exemple.fr' });
});
afterAll(() => api.close());

const person = () => ({
  ...{ siret: account.siret, lastName: 'Lefèvre-Cœur', firstName: 'Anne Marie', email: 'am.lefevre@exemple.fr' },
});
const recover = (change: object = {}) => api.http.post('/v1/identifier-recoveries').send({ ...person(), ...change });

describe('R36 the identifiant on screen', () => {
  test.each([
    [{}],
    [{ lastName: 'LEFEVRE COEUR', firstName: 'anne-marie', email: 'AM.Lefevre@Exemple.fr' }],
    [{ siret: '  ' }],
  ])(
    'for whoever knows establishment, names and address, however they are spelt; the owner is told (%#)',
    async (change) => {
      const typed = 'siret' in change ? { siret: account.siret.replace(/(...)/gu, '$1 ') } : change;
      const { body } = await recover(typed).expect(200);
      expect(body).toEqual({ identifier: account.identifier });
      const [mail] = await api.sql<{ n: number }>(
        `select count(*)::int as n from mail_send where account_id = $1 and kind = 'identifier-shown' and state = 'due'`,
        account.id,
      );
      expect(mail).toEqual({ n: 1 });
    },
  );

  test('asked for twelve times, four of them at once: shown each time, and the owner gets one mail a day', async () => {
    const often = { lastName: 'Roux', firstName: 'Inès', email: 'ines.roux@exemple.fr' };
    const { id, siret, identifier } = await anAccount(api, often);
    const ask = () => recover({ ...often, siret }).expect(200);
    const answers = await Promise.all([ask(), ask(), ask(), ask()]);
    while (answers.length < 12) answers.push(await ask());
    for (const { body } of answers) expect(body).toEqual({ identifier });
    const mails = () =>
      api.sql<{ mails: number; notices: number; lines: number }>(
        `select (select count(*)::int from mail_send where account_id = $1) as mails,
           (select count(*)::int from notice where subject = $1::text) as notices,
           (select count(*)::int from audit_event where subject = $1::text and outcome = 'shown') as lines`,
        id,
      );
    expect(await mails()).toEqual([{ mails: 1, notices: 1, lines: 12 }]);
    await api.sql(`update account set identifier_told_at = now() - interval '23 hours' where id = $1`, id);
    await ask();
    expect(await mails()).toEqual([{ mails: 1, notices: 1, lines: 13 }]);
    await api.sql(`update account set identifier_told_at = now() - interval '24 hours' where id = $1`, id);
    await ask();
    expect(await mails()).toEqual([{ mails: 2, notices: 2, lines: 14 }]);
  });

  test('for nobody else: every mismatch gets one answer, and leaves one audit line', async () => {
    const { siret } = await anEstablishment(api);
    const mismatches = [{ siret }, { lastName: 'Lefèvre' }, { firstName: 'Anne' }, { email: 'a.lefevre@exemple.fr' }];
    const answers = await Promise.all(mismatches.map((change) => recover(change)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.body.code).toBe('no-match');
    const [lines] = await api.sql<{ n: number }>(
      `select count(*)::int as n from audit_event where event = 'identifier.asked' and outcome = 'no-match'`,
    );
    expect(lines).toEqual({ n: mismatches.length });
  });

  test('not when two accounts match: it must be one', async () => {
    const twin = { lastName: 'Petit', firstName: 'Léa', email: 'lea.petit@exemple.fr' };
    const of = await anEstablishment(api);
    await anAccount(api, { ...twin, of });
    await recover({ ...twin, siret: of.siret }).expect(200);
    await anAccount(api, { ...twin, of });
    await recover({ ...twin, siret: of.siret }).expect(404);
  });

  test.each([
    [{ lastName: '-', firstName: 'Jean', email: 'jean@exemple.fr' }, {}],
    [{ lastName: 'J.exemple.fr', firstName: '3', email: 'j@exemple.fr' }, {}],
    [{ lastName: 'Dupont', firstName: 'Élise', email: 'e&d@Mairie-Évry.fr' }, { email: 'E&D@xn--mairie-vry-h7a.fr' }],
    [{ lastName: 'Dupont', firstName: 'Anne', email: 'anne@exemple.fr' }, { lastName: '\u200bDU\u00adPONT\u00a0' }],
  ])('for accounts of earlier days, and however an address is written (%#)', async (holder, change) => {
    const of = await anEstablishment(api);
    const { identifier } = await anAccount(api, { ...holder, of });
    const { body } = await recover({ ...holder, siret: of.siret, ...change }).expect(200);
    expect(body).toEqual({ identifier });
  });

  test('is throttled by address', async () => {
    const limited = await startApi({ ADDRESS_LIMITS: 'on' });
    try {
      const post = () => limited.http.post('/v1/identifier-recoveries').send(person());
      for (let tries = 0; tries < 20; tries++) await post().expect(404);
      const { body, headers } = await post().expect(429);
      expect([body.code, Number(headers['retry-after']) > 0]).toEqual(['too-many-requests', true]);
    } finally {
      await limited.close();
    }
  });

  test.each([
    [{ siret: '123' }, 'siret-invalid', 'siret'],
    [{ email: 'nulle part' }, 'request-invalid', 'email'],
    [{ lastName: '' }, 'request-invalid', 'lastName'],
  ])('what is wrongly typed is named (%#)', async (change, code, path) => {
    const { body } = await recover(change).expect(422);
    expect([body.code, body.errors[0].path]).toEqual([code, path]);
  });
});
