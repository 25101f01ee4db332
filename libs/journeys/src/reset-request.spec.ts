import { makeAnotherMailDue } from '@app/persistence';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { activeAccount, colleagueOf, passForMail } from '../../activities/src/account.fixture.js';
import { openedCase } from '../../activities/src/registration.fixture.js';
import { takeResetRequest } from './reset-request.js';

const { em, sql } = ownDatabase();

const limits = {
  resendInterval: { text: '60 seconds' },
  resendsPerDay: 5,
  resetLinkLifetime: { text: '3 days' },
};
const interval = 60;
const day = 86_400;

const one = async <T>(text: string, ...params: unknown[]): Promise<T> => (await sql<T>(text, ...params))[0] as T;

/** Written down as the API does; answers the request's id. */
const asked = async (identifier: string | null): Promise<string> =>
  (
    await one<{ id: string }>(
      `insert into reset_request (identifier, address, correlation_id) values (?, '192.0.2.7', 'spec') returning id`,
      identifier,
    )
  ).id;
const taken = async (id: string): Promise<string> => {
  await takeResetRequest(em(), id, limits);
  return (await one<{ outcome: string }>('select outcome from reset_request where id = ?', id)).outcome;
};
const ask = async (identifier: string | null): Promise<string> => taken(await asked(identifier));

const requestsFor = (identifier: string): Promise<string[]> =>
  Promise.all(Array.from({ length: 50 }, () => asked(identifier)));
const living = async (account: Promise<string>): Promise<string> => {
  await sql(`update account set expires_at = now() + interval '1 month' where id = ?`, await account);
  return account;
};
const someoneWaits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

const identifierOf = async (accountId: string): Promise<string> =>
  (await one<{ identifier: string }>('select identifier from account where id = ?', accountId)).identifier;
const mails = (accountId: string) =>
  sql<{ kind: string; state: string }>(
    'select kind, state from mail_send where account_id = ? order by number',
    accountId,
  );
const noticesTo = (subject: string) =>
  sql<{ journey: string }>('select journey from notice where subject = ? order by id', subject);
const resets = (accountId: string) =>
  sql<{ state: string; left: string }>(
    `select state, round(extract(epoch from deadline - now()) / 3600) as left from password_reset
     where account_id = ? order by opened_at`,
    accountId,
  );
const everything = async () =>
  one<object>(`select (select count(*) from mail_send) as mails, (select count(*) from notice) as notices,
    (select count(*) from password_reset) as resets, (select sum(mail_number) from account) as numbers`);

describe('an identifier that nobody holds', () => {
  test.each([['EP-0000-0000'], [null]])('R32 %s: starts nothing, and is written down', async (identifier) => {
    const before = await everything();
    const id = await asked(identifier);
    expect(await taken(id)).toBe('unknown');
    expect(await everything()).toEqual(before);
    expect(
      await one(`select actor, subject, outcome, address from audit_event where event = 'password-reset.asked'
                 order by at desc limit 1`),
    ).toEqual({ actor: 'person', subject: 'unknown', outcome: 'unknown', address: '192.0.2.7' });
  });
});

describe('an account that can sign in', () => {
  let accountId: string;
  let identifier: string;
  beforeEach(async () => {
    accountId = await activeAccount(em());
    identifier = await identifierOf(accountId);
  });

  test('F7 a reset opens for three days, its mail is due and its journey is told', async () => {
    expect(await ask(identifier)).toBe('reset');
    expect(await resets(accountId)).toEqual([{ state: 'open', left: '72' }]);
    expect(await mails(accountId)).toEqual([{ kind: 'reset', state: 'due' }]);
    expect(await noticesTo(accountId)).toEqual([{ journey: 'password-reset' }]);
    expect(
      await sql(
        `select outcome, address from audit_event where event = 'password-reset.asked' and subject = ?`,
        accountId,
      ),
    ).toEqual([{ outcome: 'reset', address: '192.0.2.7' }]);
  });

  test('a request is taken once, however often it is called and however many do', async () => {
    const id = await asked(identifier);
    await Promise.all(Array.from({ length: 8 }, () => takeResetRequest(em(), id, limits)));
    const after = await everything();
    await passForMail(em(), accountId, day);
    expect(await taken(id)).toBe('reset');
    expect(await everything()).toEqual(after);
    expect(
      await sql(`select 1 from audit_event where event = 'password-reset.asked' and subject = ?`, accountId),
    ).toHaveLength(1);
  });

  test.each([
    ['an account of a registration', () => accountId],
    ['one that no registration brought', () => living(colleagueOf(em(), accountId, 'Lou'))],
  ])('R23, R28 50 requests at once for %s are one mail, and one reset', async (_, account) => {
    const id = await account();
    const requests = await requestsFor(await identifierOf(id));
    const outcomes = await Promise.all(requests.map(taken));
    expect(outcomes.filter((outcome) => outcome === 'reset')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'limited')).toHaveLength(49);
    expect(await mails(id)).toEqual([{ kind: 'reset', state: 'due' }]);
    expect(await resets(id)).toHaveLength(1);
  });

  test('R23 within a minute of the last: limited, and nothing changes', async () => {
    await ask(identifier);
    await sql(`update password_reset set deadline = deadline - interval '5 hours' where account_id = ?`, accountId);
    await passForMail(em(), accountId, interval - 5);
    const before = await everything();
    expect(await ask(identifier)).toBe('limited');
    expect(await everything()).toEqual(before);
    expect(await resets(accountId)).toEqual([{ state: 'open', left: '67' }]);
  });

  test('F8 after a minute: another mail in place of one that has not left, and the same reset with a full lifetime', async () => {
    await ask(identifier);
    await sql(`update password_reset set deadline = deadline - interval '5 hours' where account_id = ?`, accountId);
    await passForMail(em(), accountId, interval);
    expect(await ask(identifier)).toBe('reset');
    expect(await mails(accountId)).toEqual([
      { kind: 'reset', state: 'dropped' },
      { kind: 'reset', state: 'due' },
    ]);
    expect(await resets(accountId)).toEqual([{ state: 'open', left: '72' }]);
  });

  test('R23 five a day; the sixth is limited until the first is a day old', async () => {
    for (let count = 0; count < limits.resendsPerDay; count += 1) {
      expect(await ask(identifier)).toBe('reset');
      await passForMail(em(), accountId, interval);
    }
    expect(await ask(identifier)).toBe('limited');
    await passForMail(em(), accountId, day - limits.resendsPerDay * interval);
    expect(await ask(identifier)).toBe('reset');
    expect(await ask(identifier)).toBe('limited');
  });

  test('R50 behind a reset that let the owner in, what was asked for before counts against nothing: the next is mailed at once', async () => {
    for (let count = 0; count < limits.resendsPerDay; count += 1) {
      await ask(identifier);
      await passForMail(em(), accountId, interval);
    }
    expect(await ask(identifier)).toBe('limited');
    await sql(`update account set recovered_mail_number = mail_number where id = ?`, accountId);
    await sql(`update password_reset set state = 'used', ended_at = now() where account_id = ?`, accountId);
    expect(await ask(identifier)).toBe('reset');
    expect(await ask(identifier)).toBe('limited');
  });

  test('a reset that is past its end but not closed yet goes on: what was asked for is not dropped with it', async () => {
    await ask(identifier);
    await sql(`update password_reset set deadline = now() - interval '1 second' where account_id = ?`, accountId);
    await passForMail(em(), accountId, 3 * day);
    expect(await ask(identifier)).toBe('reset');
    expect(await resets(accountId)).toEqual([{ state: 'open', left: '72' }]);
  });

  test.each(['used', 'expired', 'replaced'])('a reset that is %s stays so: another one opens', async (state) => {
    await ask(identifier);
    await sql(`update password_reset set state = ?, ended_at = now() where account_id = ?`, state, accountId);
    await passForMail(em(), accountId, interval);
    expect(await ask(identifier)).toBe('reset');
    expect((await resets(accountId)).map((reset) => reset.state)).toEqual([state, 'open']);
  });
});

describe('an account that has expired', () => {
  test('F11 is told who can renew it, once a day; no reset opens', async () => {
    const accountId = await activeAccount(em(), '-1 day');
    const identifier = await identifierOf(accountId);
    expect(await ask(identifier)).toBe('account-expired');
    expect(await ask(identifier)).toBe('limited');
    expect(await mails(accountId)).toEqual([{ kind: 'account-expired', state: 'due' }]);
    expect(await noticesTo(accountId)).toEqual([{ journey: 'account-mail' }]);
    expect(await resets(accountId)).toEqual([]);
    await passForMail(em(), accountId, day);
    expect(await ask(identifier)).toBe('account-expired');
  });
});

describe('an account whose first password is still to be created', () => {
  let caseNumber: string;
  let identifier: string;
  beforeEach(async () => {
    caseNumber = await openedCase(em());
    const held = `select a.identifier from account a join registration r on r.id = a.registration_id where r.case_number = ?`;
    identifier = (await one<{ identifier: string }>(held, caseNumber)).identifier;
  });
  const creations = async () =>
    (
      await sql<{ number: number }>(
        `select m.number from mail_send m join registration r on r.id = m.registration_id
         where r.case_number = ? and m.kind = 'creation' and m.state = 'due'`,
        caseNumber,
      )
    ).map(({ number }) => number);

  test('R23 counts as a resend of its registration, with that mail’s limits', async () => {
    expect(await ask(identifier)).toBe('registration');
    expect(await creations()).toEqual([1]);
    expect(await noticesTo(caseNumber)).toEqual([{ journey: 'registration' }]);
    expect(await ask(identifier)).toBe('limited');
    expect(await creations()).toEqual([1]);
  });

  test('50 requests at once are one creation mail', async () => {
    const outcomes = await Promise.all((await requestsFor(identifier)).map(taken));
    expect(outcomes.filter((outcome) => outcome === 'registration')).toHaveLength(1);
    expect(await creations()).toEqual([1]);
  });

  test('R23 asked for on the page at the same moment: one creation mail', async () => {
    const id = await asked(identifier);
    let outcome: Promise<string> | undefined;
    await em().transactional(async (page) => {
      const [row] = await page.execute<[{ id: string }]>(
        'select id from registration where case_number = ? for update',
        [caseNumber],
      );
      await makeAnotherMailDue(page, row.id);
      outcome = taken(id);
      await waitUntil('it waits for the page', async () => (await sql(someoneWaits)).length > 0);
    });
    expect(await outcome).toBe('limited');
    expect(await creations()).toEqual([1]);
  });

  test('a registration that waits for support sends nothing', async () => {
    await sql(
      `update registration set blocked_reason = 'mail-refused', blocked_since = now() where case_number = ?`,
      caseNumber,
    );
    expect(await ask(identifier)).toBe('limited');
    expect(await creations()).toEqual([0]);
  });
});
