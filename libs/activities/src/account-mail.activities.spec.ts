import { type AccountMailKind, accountMailKinds, type AccountRef } from '@app/contracts';
import { linkCode, linkToken } from '@app/persistence';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type ParsedMail, simpleParser } from 'mailparser';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { accountMailActivities, accountMailSending } from './account-mail.activities.js';
import { activeAccount, askForReset, colleagueOf, lockAccount, makeDue, passForMail } from './account.fixture.js';
import type { HandOver } from './mail/transport.js';

const { em, sql } = ownDatabase();
const settings = {
  linkKeys: [{ id: 'k1', key: Buffer.alloc(32, 7) }],
  resetLinkLifetime: '3 days',
  linkReuseWindow: '1 hour',
  mailFrom: 'Parcours <ne-pas-repondre@exemple.fr>',
  publicUrl: 'https://parcours.exemple.fr',
};

/** What the relay answers next, `250` when nothing is said; what it has taken. */
let answers: HandOver[];
let taken: ParsedMail[];
let beforeContent: () => Promise<unknown>;
let ref: AccountRef;
beforeEach(async () => {
  [answers, taken, beforeContent] = [[], [], () => Promise.resolve()];
  ref = { accountId: await activeAccount(em()), correlationId: 'spec' };
});

const activities = () => accountMailActivities({ em: em() });
const send = (kind: AccountMailKind): Promise<void> => {
  const { sendAccountMail } = accountMailSending({
    em: em(),
    settings,
    transport: {
      async handOver({ raw }, beforeDot) {
        await beforeContent();
        await beforeDot();
        const answer = answers.shift() ?? { outcome: 'accepted', reply: '250' };
        if (answer.outcome === 'accepted') taken.push(await simpleParser(raw));
        return answer;
      },
      verify: () => Promise.reject(new Error('not asked here')),
      close: () => Promise.reject(new Error('not asked here')),
    },
  });
  return new MockActivityEnvironment().run(sendAccountMail, ref, kind);
};
const states = async (): Promise<string[]> =>
  (await sql<{ state: string }>('select state from mail_send where account_id = ? order by number', ref.accountId)).map(
    ({ state }) => state,
  );

describe('sending mail about an account', () => {
  test.each(accountMailKinds)('%s reaches the holder’s address once, and is due no more', async (kind) => {
    if (kind === 'account-expired') ref.accountId = await activeAccount(em(), '-1 day');
    await lockAccount(em(), ref.accountId);
    if (kind === 'reset') await askForReset(em(), ref.accountId);
    else await makeDue(em(), ref.accountId, kind, await colleagueOf(em(), ref.accountId, 'Yanis'));
    await send(kind);
    await send(kind);
    expect(taken.map(({ to }) => to)).toMatchObject([{ text: '"Nadia Martin" <nadia@exemple.fr>' }]);
    expect(taken[0]?.text).toMatch(/PRC-/u);
    expect(taken[0]?.text).not.toMatch(/EP-/u);
    expect(await states()).toEqual(['accepted']);
  });

  test('R12 a reset holds the link and the code that were derived, and no other place does', async () => {
    await askForReset(em(), ref.accountId);
    await send('reset');
    const [link] = await sql<{ id: string; purpose: 'reset'; nonce: string; keyId: string }>(
      `select id, purpose, nonce, key_id as "keyId" from password_link where account_id = ?`,
      ref.accountId,
    );
    if (!link) throw new Error('no link');
    const token = linkToken(link, settings.linkKeys);
    expect(taken[0]?.text).toContain(`https://parcours.exemple.fr/mot-de-passe/reinitialiser/${token}`);
    expect(taken[0]?.text).toContain(linkCode(link, settings.linkKeys));
  });

  test('R06 refused: a final failure that holds codes only, nothing left to send, and a later one goes', async () => {
    await makeDue(em(), ref.accountId, 'password-changed');
    answers = [{ outcome: 'refused', reply: '550 5.1.1' }];
    await expect(send('password-changed')).rejects.toMatchObject({
      type: 'mail-refused',
      nonRetryable: true,
      message: '550 5.1.1',
    });
    await send('password-changed');
    expect(await states()).toEqual(['refused']);
    await makeDue(em(), ref.accountId, 'password-changed');
    await send('password-changed');
    expect(await states()).toEqual(['refused', 'accepted']);
  });

  test('ambiguous: again after a minute under the same Message-ID, and given up after the second', async () => {
    await askForReset(em(), ref.accountId);
    const lost: HandOver = { outcome: 'ambiguous', reply: 'ETIMEDOUT' };
    answers = [lost, lost];
    await expect(send('reset')).rejects.toMatchObject({ type: 'mail-ambiguous', nonRetryable: false });
    await expect(send('reset')).rejects.toMatchObject({ type: 'mail-busy' });
    await passForMail(em(), ref.accountId, 70);
    await expect(send('reset')).rejects.toMatchObject({ type: 'mail-ambiguous' });
    await passForMail(em(), ref.accountId, 70);
    await send('reset');
    expect(await states()).toEqual(['undelivered']);
  });

  test('R05 deferred: due again, and it leaves later', async () => {
    await makeDue(em(), ref.accountId, 'identifier-shown');
    answers = [{ outcome: 'deferred', reply: '451' }];
    await expect(send('identifier-shown')).rejects.toMatchObject({ type: 'mail-deferred' });
    await send('identifier-shown');
    expect(await states()).toEqual(['accepted']);
  });

  test('a reset used meanwhile: nothing is sent, no error', async () => {
    await askForReset(em(), ref.accountId);
    await sql(`update password_reset set state = 'used', ended_at = now() where account_id = ?`, ref.accountId);
    await send('reset');
    expect(taken).toEqual([]);
    expect(await states()).toEqual(['dropped']);
  });

  test('R45 an account erased before, or while the message is on its way: nothing is sent, no error', async () => {
    await makeDue(em(), ref.accountId, 'password-changed');
    beforeContent = () => sql('delete from account where id = ?', ref.accountId);
    await send('password-changed');
    await send('password-changed');
    expect(taken).toEqual([]);
    expect(await activities().readAccountMail(ref)).toEqual({ due: [] });
  });

  test('F11 each colleague’s request reaches the administrator, also when both wait for the relay', async () => {
    for (const name of ['Yanis', 'Lou'])
      await makeDue(em(), ref.accountId, 'renewal-asked', await colleagueOf(em(), ref.accountId, name));
    await send('renewal-asked');
    expect(taken.map(({ text = '' }) => /^(\w+) Petit demande/mu.exec(text)?.[1])).toEqual(['Lou', 'Yanis']);
  });

  test('F11 a request that is no longer so does not hold up another', async () => {
    const [yanis, lou] = [
      await colleagueOf(em(), ref.accountId, 'Yanis'),
      await colleagueOf(em(), ref.accountId, 'Lou'),
    ];
    for (const colleague of [yanis, lou]) await makeDue(em(), ref.accountId, 'renewal-asked', colleague);
    await sql('delete from account where id = ?', lou);
    await send('renewal-asked');
    expect(await states()).toEqual(['accepted', 'dropped']);
  });
});

describe('looking at mail about an account', () => {
  test('names what no other journey waits on, oldest first', async () => {
    await askForReset(em(), ref.accountId);
    for (const kind of ['locked', 'identifier-shown', 'password-changed'] as const)
      await makeDue(em(), ref.accountId, kind);
    expect(await activities().readAccountMail(ref)).toEqual({ due: ['identifier-shown', 'password-changed'] });
  });

  test('gives up what has been due for three days, and leaves alone what was asked for since', async () => {
    const giveUp = (reason: 'mail-undelivered' | 'mail-refused') =>
      activities().giveUpAccountMail(ref, 'password-changed', reason);
    await makeDue(em(), ref.accountId, 'password-changed');
    await passForMail(em(), ref.accountId, 3 * 86_400 - 60);
    await giveUp('mail-undelivered');
    expect(await states()).toEqual(['due']);
    await passForMail(em(), ref.accountId, 61);
    await giveUp('mail-undelivered');
    expect(await states()).toEqual(['undelivered']);
    expect(await activities().readAccountMail(ref)).toEqual({ due: [] });
  });
});
