import { type AccountMailKind, accountMailKinds } from '@app/contracts';
import { linkToken, type LinkKey } from '@app/persistence';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { type LeasedAccountMail, accountMailOwner } from './account-mail-owner.js';
import { activeAccount, askForReset, colleagueOf, lockAccount, makeDue, passForMail } from './account.fixture.js';
import { leaseMail } from './mail-lease.js';
import { NoLongerWanted, recordAccepted, recordDeferred, recordDotted, recordRefused } from './mail-outcome.js';

const { em, sql } = ownDatabase(20);
const linkKeys: LinkKey[] = [{ id: 'k1', key: Buffer.alloc(32, 7) }];
const settings = { linkKeys, resetLinkLifetime: '3 days', linkReuseWindow: '1 hour' };

let accountId: string;
beforeEach(async () => {
  accountId = await activeAccount(em());
});

const ownerOf = (kind: AccountMailKind) => accountMailOwner(accountId, kind, settings);
const lease = (kind: AccountMailKind = 'reset') => leaseMail(em(), ownerOf(kind));
const leased = async (kind: AccountMailKind = 'reset'): Promise<LeasedAccountMail> => {
  const answer = await lease(kind);
  if (answer.is !== 'leased') throw new Error(`expected a lease, got ${answer.is}`);
  return answer.mail;
};
const dot = (mail: LeasedAccountMail): Promise<void> => recordDotted(em(), ownerOf(mail.kind), mail);
const deliver = async (kind: AccountMailKind = 'reset'): Promise<LeasedAccountMail> => {
  const mail = await leased(kind);
  await dot(mail);
  await recordAccepted(em(), mail, '250');
  return mail;
};
const links = () =>
  sql<{ id: string; state: string; days: number }>(
    `select id, case when superseded_at is not null then 'superseded' when live_at is null then 'waiting' else 'live' end as state,
       extract(epoch from expires_at - now())::float / 86400 as days
     from password_link where account_id = ? and purpose = 'reset' order by issued_at`,
    accountId,
  );
const daysLeft = async () => {
  const [row] = await sql<{ days: number }>(
    `select extract(epoch from deadline - now())::float / 86400 as days from password_reset where account_id = ? and state = 'open'`,
    accountId,
  );
  return row?.days;
};
const states = () =>
  sql<{ number: number; state: string }>(
    'select number, state from mail_send where account_id = ? order by number',
    accountId,
  );
const twoDaysPass = () =>
  sql(
    `with links as (
       update password_link set issued_at = issued_at - interval '2 days', expires_at = expires_at - interval '2 days' where account_id = ?)
     update password_reset set deadline = deadline - interval '2 days' where account_id = ?`,
    accountId,
    accountId,
  );

describe('a reset', () => {
  test('R14 its link works from the dot on, not before, and for a full lifetime from that mail', async () => {
    await askForReset(em(), accountId);
    await sql(`update password_reset set deadline = now() + interval '1 day' where account_id = ?`, accountId);
    const mail = await leased();
    expect(await links()).toMatchObject([{ state: 'waiting' }]);
    expect(await daysLeft()).toBeCloseTo(1, 2);
    await dot(mail);
    const [link] = await links();
    expect(link).toMatchObject({ id: mail.link?.id, state: 'live' });
    expect(link?.days).toBeCloseTo(3, 2);
    expect(await daysLeft()).toBeCloseTo(3, 2);
    expect(((mail.deadline?.getTime() ?? 0) - Date.now()) / 86_400_000).toBeCloseTo(3, 1);
  });

  test('R14, F8 asked again within the window: another message, the same link, a full lifetime again', async () => {
    await askForReset(em(), accountId);
    const first = await deliver();
    await sql(`update password_link set expires_at = now() + interval '1 day' where account_id = ?`, accountId);
    await askForReset(em(), accountId);
    const second = await deliver();
    expect(second.link).toEqual(first.link);
    expect(second.messageName).not.toBe(first.messageName);
    const [link, ...others] = await links();
    expect(others).toEqual([]);
    expect(link?.days).toBeCloseTo(3, 2);
    expect(await daysLeft()).toBeCloseTo(3, 2);
  });

  test('R14 asked again later: a new link, and the older one lives until the new one leaves', async () => {
    await askForReset(em(), accountId);
    const first = await deliver();
    await twoDaysPass();
    await askForReset(em(), accountId);
    const mail = await leased();
    expect(mail.link?.id).not.toBe(first.link?.id);
    await recordDeferred(em(), mail, '451');
    expect(await links()).toMatchObject([{ state: 'live' }, { state: 'waiting' }]);
    expect((await links())[0]?.days).toBeCloseTo(1, 2);
    await dot(await leased());
    expect(await links()).toMatchObject([{ state: 'superseded' }, { state: 'live', id: mail.link?.id }]);
    expect(await daysLeft()).toBeCloseTo(3, 2);
  });

  test('R14 ten askings in a row leave one live link and send one message', async () => {
    for (let asked = 0; asked < 10; asked += 1) await askForReset(em(), accountId);
    await deliver();
    expect(await lease()).toEqual({ is: 'done' });
    expect(await links()).toMatchObject([{ state: 'live' }]);
    expect((await states()).filter(({ state }) => state === 'accepted')).toHaveLength(1);
  });

  test('R14 asked again while the last one may have arrived: only the newest is sent from now on', async () => {
    await askForReset(em(), accountId);
    await dot(await leased());
    await askForReset(em(), accountId);
    await deliver();
    expect(await states()).toMatchObject([{ state: 'dropped' }, { state: 'accepted' }]);
    expect(await links()).toMatchObject([{ state: 'live' }]);
  });

  test('R17 after many wrong codes the next mail brings a new link and code, also within the window', async () => {
    await askForReset(em(), accountId);
    const first = await deliver();
    await sql(
      `insert into code_attempt (link_id, address, failures) select id, '', 5 from password_link where account_id = ?`,
      accountId,
    );
    await askForReset(em(), accountId);
    expect((await deliver()).link?.id).not.toBe(first.link?.id);
  });

  test('a link that has reached its end is not mailed again, however young', async () => {
    await askForReset(em(), accountId);
    const first = await deliver();
    await sql(`update password_link set expires_at = now() where account_id = ?`, accountId);
    await askForReset(em(), accountId);
    expect((await deliver()).link?.id).not.toBe(first.link?.id);
    expect(await links()).toMatchObject([{ state: 'superseded' }, { state: 'live' }]);
  });

  test('R14 the creation link of a registration is never mailed as a reset, nor superseded by one', async () => {
    await sql(
      `insert into password_link (purpose, registration_id, account_id, nonce, key_id, token_hash, live_at, expires_at)
       select 'creation', registration_id, id, 'n', 'k1', ?, now(), now() + interval '1 day' from account where id = ?`,
      accountId,
      accountId,
    );
    await askForReset(em(), accountId);
    expect((await deliver()).link?.purpose).toBe('reset');
    const rows = await sql(
      `select superseded_at from password_link where account_id = ? and purpose = 'creation'`,
      accountId,
    );
    expect(rows).toEqual([{ superseded_at: null }]);
  });

  test('R04 a worker that died before the dot: the same Message-ID and link, at once after its lease', async () => {
    await askForReset(em(), accountId);
    const first = await leased();
    await passForMail(em(), accountId, 10);
    expect(await leased()).toMatchObject({ messageName: first.messageName, link: first.link, attempt: 2 });
  });

  test('R04 64 attempts at once: one has the message, and one link was made', async () => {
    await askForReset(em(), accountId);
    const answers = await Promise.all(Array.from({ length: 64 }, () => lease()));
    expect(answers.filter(({ is }) => is === 'leased')).toHaveLength(1);
    expect(await links()).toHaveLength(1);
  });

  test.each(['used', 'expired'])('%s meanwhile: its message is dropped', async (state) => {
    await askForReset(em(), accountId);
    await sql(`update password_reset set state = ?, ended_at = now() where account_id = ?`, state, accountId);
    expect(await lease()).toEqual({ is: 'done' });
    expect(await states()).toMatchObject([{ state: 'dropped' }]);
    expect(await links()).toEqual([]);
  });

  test.each(['used', 'expired'])('%s between lease and dot: the message stops, its link never lives', async (state) => {
    await askForReset(em(), accountId);
    const mail = await leased();
    await sql(`update password_reset set state = ?, ended_at = now() where account_id = ?`, state, accountId);
    await expect(dot(mail)).rejects.toThrow(NoLongerWanted);
    expect(await links()).toMatchObject([{ state: 'waiting' }]);
  });

  test.each(['superseded_at', 'used_at'])('its link %s between lease and dot: the message stops', async (column) => {
    await askForReset(em(), accountId);
    await deliver();
    await askForReset(em(), accountId);
    const mail = await leased();
    await sql(`update password_link set ${column} = now() where account_id = ?`, accountId);
    await expect(dot(mail)).rejects.toThrow(NoLongerWanted);
  });

  test('R12 the database holds a hash of the token, never the token', async () => {
    await askForReset(em(), accountId);
    const { link } = await deliver();
    const token = link && linkToken(link, linkKeys);
    const rows = await sql<{ line: string }>('select l::text as line from password_link l');
    expect(token).toMatch(/^[\w-]{43}$/u);
    expect(rows.some(({ line }) => line.includes(token ?? '?'))).toBe(false);
  });
});

describe('any mail about an account', () => {
  test.each(accountMailKinds.filter((kind) => kind !== 'reset'))(
    '%s carries no link and announces no end',
    async (kind) => {
      if (kind === 'account-expired') accountId = await activeAccount(em(), '-1 day');
      await lockAccount(em(), accountId);
      await makeDue(em(), accountId, kind, await colleagueOf(em(), accountId, 'Yanis'));
      expect(await deliver(kind)).toMatchObject({ kind, link: null, deadline: null });
      expect(await links()).toEqual([]);
    },
  );

  test('goes to the address and name that the account has when it leaves', async () => {
    await makeDue(em(), accountId, 'password-changed');
    await sql(`update account set email = 'autre@exemple.fr', first_name = 'Inès' where id = ?`, accountId);
    expect(await leased('password-changed')).toMatchObject({ recipient: 'autre@exemple.fr', firstName: 'Inès' });
  });

  test('says when the lock began, and nothing once it is lifted', async () => {
    await lockAccount(em(), accountId);
    await makeDue(em(), accountId, 'locked');
    await makeDue(em(), accountId, 'locked-reminder');
    const { happenedAt } = await deliver('locked');
    expect((Date.now() - happenedAt.getTime()) / 3_600_000).toBeCloseTo(1, 1);
    await sql(`update lockout set ended_at = now(), ended_as = 'unlocked' where account_id = ?`, accountId);
    expect(await lease('locked-reminder')).toEqual({ is: 'done' });
    expect(await states()).toMatchObject([{ state: 'accepted' }, { state: 'dropped' }]);
  });

  test('F11 nobody is told of an end, or asked to renew, once the account lives again', async () => {
    const colleague = await colleagueOf(em(), accountId, 'Yanis');
    await makeDue(em(), accountId, 'renewal-asked', colleague);
    await makeDue(em(), accountId, 'account-expired');
    await sql(`update account set expires_at = now() + interval '1 year' where id = ?`, colleague);
    expect([await lease('renewal-asked'), await lease('account-expired')]).toEqual([{ is: 'done' }, { is: 'done' }]);
    expect(await states()).toMatchObject([{ state: 'dropped' }, { state: 'dropped' }]);
  });

  test('its refusal blocks no registration', async () => {
    const revision = () =>
      sql('select r.revision from registration r join account a on a.registration_id = r.id where a.id = ?', accountId);
    const before = await revision();
    await makeDue(em(), accountId, 'password-changed');
    await recordRefused(em(), await leased('password-changed'), '550 5.1.1');
    expect(await states()).toMatchObject([{ state: 'refused' }]);
    expect(await revision()).toEqual(before);
  });

  test('its account erased between lease and dot: the message stops', async () => {
    await makeDue(em(), accountId, 'password-changed');
    const mail = await leased('password-changed');
    await sql('delete from account where id = ?', accountId);
    await expect(dot(mail)).rejects.toThrow(NoLongerWanted);
    expect(await lease('password-changed')).toEqual({ is: 'done' });
  });
});
