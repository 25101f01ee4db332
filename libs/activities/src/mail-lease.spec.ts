import type { MailKind } from '@app/contracts';
import { linkToken, readFacts, type LinkKey } from '@app/persistence';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { leaseMail } from './mail-lease.js';
import {
  NoLongerWanted,
  recordAccepted,
  recordAmbiguous,
  recordDeferred,
  recordDotted as dotted,
  recordRefused,
} from './mail-outcome.js';
import { type LeasedRegistrationMail, registrationMailOwner } from './registration-mail-owner.js';
import { openedCase, whileAPasswordIsStored } from './registration.fixture.js';

const { em, sql } = ownDatabase(20);
const linkKeys: LinkKey[] = [{ id: 'k1', key: Buffer.alloc(32, 7) }];
const settings = { linkKeys, creationLinkLifetime: '15 days', linkReuseWindow: '1 hour' };

let caseNumber: string;
beforeEach(async () => {
  caseNumber = await openedCase(em());
});

const ownerOf = (kind: MailKind) => registrationMailOwner(caseNumber, kind, settings);
const lease = (kind: MailKind = 'creation') => leaseMail(em(), ownerOf(kind));
const recordDotted = (em: EntityManager, mail: LeasedRegistrationMail) => dotted(em, ownerOf(mail.kind), mail);
const leased = async (kind: MailKind = 'creation'): Promise<LeasedRegistrationMail> => {
  const answer = await lease(kind);
  if (answer.is !== 'leased') throw new Error(`expected a lease, got ${answer.is}`);
  return answer.mail;
};
/** The mail's times move into the past, as if that long had passed. */
const pass = (seconds: number) =>
  sql(
    `update mail_send m set lease_until = lease_until - make_interval(secs => ?), attempted_at = attempted_at - make_interval(secs => ?),
       due_at = due_at - make_interval(secs => ?)
     from registration r where r.id = m.registration_id and r.case_number = ?`,
    seconds,
    seconds,
    seconds,
    caseNumber,
  );
const askAgain = () =>
  sql(
    `with asked as (update registration set mail_number = mail_number + 1 where case_number = ? returning id, mail_number)
     insert into mail_send (registration_id, kind, number) select id, 'creation', mail_number from asked`,
    caseNumber,
  );
const links = () =>
  sql<{ live: boolean; superseded: boolean; expires_at: string }>(
    `select live_at is not null as live, superseded_at is not null as superseded, l.expires_at
     from password_link l join registration r on r.id = l.registration_id where r.case_number = ? order by issued_at`,
    caseNumber,
  );
const deliver = async () => {
  const mail = await leased();
  await recordDotted(em(), mail);
  await recordAccepted(em(), mail, '250');
  return mail;
};

test('a creation mail says whether an operator has accepted the case', async () => {
  expect(await leased()).toMatchObject({ approved: false });
  await sql('update registration set approved = true where case_number = ?', caseNumber);
  await pass(3600);
  expect(await leased()).toMatchObject({ approved: true });
});

describe('the lease of a mail', () => {
  test('R04 one attempt holds a message; a second one waits for its lease to end', async () => {
    await leased();
    expect(await lease()).toEqual({ is: 'later', seconds: expect.any(Number) });
  });

  test('R04 64 attempts at once: one has the message', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => lease()));
    expect(answers.filter(({ is }) => is === 'leased')).toHaveLength(1);
  });

  test('R04 a worker that died before the dot costs nothing: the same message, the same link, at once after its lease', async () => {
    const first = await leased();
    await pass(10);
    const second = await leased();
    expect(second).toMatchObject({ messageName: first.messageName, link: first.link, attempt: 2 });
  });

  test('R04 a worker that died behind the dot: the same message and link, not before a minute', async () => {
    const first = await leased();
    await recordDotted(em(), first);
    await pass(10);
    expect(await lease()).toMatchObject({ is: 'later' });
    await pass(60);
    expect(await leased()).toMatchObject({ messageName: first.messageName, link: first.link });
  });

  test('R19 an answer recorded while a password is being stored waits for it: neither is the other’s victim', async () => {
    const mail = await leased();
    await recordDotted(em(), mail);
    await whileAPasswordIsStored(em, caseNumber, () => recordAccepted(em(), mail, '250'));
    expect(await sql('select state from mail_send where id = ?', mail.id)).toEqual([{ state: 'dropped' }]);
  });

  test('two hand-overs of which nobody knows the outcome block the case: mail-undelivered', async () => {
    for (let copy = 0; copy < 2; copy += 1) {
      const mail = await leased();
      await recordDotted(em(), mail);
      await recordAmbiguous(em(), mail, 'ETIMEDOUT');
      await pass(70);
    }
    expect(await lease()).toEqual({ is: 'done' });
    expect(await readFacts(em(), caseNumber)).toMatchObject({ blockedReason: 'mail-undelivered', due: [] });
  });

  test('R06 a refusal blocks the case in the same statement, and nothing is left to send', async () => {
    await recordRefused(em(), await leased(), '550 5.1.1');
    expect(await readFacts(em(), caseNumber)).toMatchObject({ blockedReason: 'mail-refused', due: [] });
    expect(await lease()).toEqual({ is: 'done' });
  });

  test('R05 a deferred message is due again, with the same Message-ID and link', async () => {
    const first = await leased();
    await recordDeferred(em(), first, '451');
    expect(await leased()).toMatchObject({ messageName: first.messageName, link: first.link });
  });

  test('a message that three days could not deliver is given up, and the case blocked', async () => {
    await pass(3 * 86_400 + 60);
    expect(await lease()).toEqual({ is: 'done' });
    expect(await readFacts(em(), caseNumber)).toMatchObject({ blockedReason: 'mail-undelivered' });
  });

  test('an accepted message is never sent again', async () => {
    await deliver();
    expect(await lease()).toEqual({ is: 'done' });
    expect(await readFacts(em(), caseNumber)).toMatchObject({ due: [], blockedReason: null });
  });

  test('R14 a link works from the dot on, not before', async () => {
    const mail = await leased();
    expect(await links()).toMatchObject([{ live: false }]);
    await recordDotted(em(), mail);
    expect(await links()).toMatchObject([{ live: true, superseded: false }]);
  });

  test('R14 asked again within the window: another message, the same link', async () => {
    const first = await deliver();
    await askAgain();
    const second = await deliver();
    expect(second.link).toEqual(first.link);
    expect(second.messageName).not.toBe(first.messageName);
    expect(await links()).toHaveLength(1);
  });

  test('R14 asked again later: a new link, and the older one dies when the new one leaves, not before', async () => {
    const first = await deliver();
    await sql(`update password_link set issued_at = issued_at - interval '2 hours'`);
    await askAgain();
    const mail = await leased();
    expect(mail.link).not.toEqual(first.link);
    expect(await links()).toMatchObject([{ live: true, superseded: false }, { live: false }]);
    await recordDotted(em(), mail);
    expect(await links()).toMatchObject([{ superseded: true }, { live: true, superseded: false }]);
  });

  test('R17 after many wrong codes the next mail brings a new link and code, also within the window', async () => {
    const first = await deliver();
    await sql(`insert into code_attempt (link_id, address, failures) select id, '', 5 from password_link`);
    await askAgain();
    expect((await deliver()).link).not.toEqual(first.link);
  });

  test('a further mail moves the end to three days from now at least', async () => {
    await deliver();
    await sql(`update registration set deadline = now() + interval '1 hour' where case_number = ?`, caseNumber);
    await askAgain();
    await deliver();
    const [row] = await sql<{ days: number }>(
      `select extract(epoch from deadline - now()) / 86400 as days from registration where case_number = ?`,
      caseNumber,
    );
    expect(Number(row?.days)).toBeCloseTo(3, 2);
    const [link] = await links();
    expect((new Date(link?.expires_at ?? 0).getTime() - Date.now()) / 86_400_000).toBeCloseTo(3, 2);
  });

  test('… and never beyond 30 days after the opening', async () => {
    await deliver();
    await sql(
      `update registration set deadline = now() + interval '1 hour', opened_at = now() - interval '29 days' where case_number = ?`,
      caseNumber,
    );
    await askAgain();
    await deliver();
    const [row] = await sql<{ days: number }>(
      `select extract(epoch from deadline - now()) / 86400 as days from registration where case_number = ?`,
      caseNumber,
    );
    expect(Number(row?.days)).toBeCloseTo(1, 2);
  });

  test('R24 a message whose link died meanwhile stops before its dot', async () => {
    const mail = await leased();
    await sql(`update password_link set superseded_at = now()`);
    await expect(recordDotted(em(), mail)).rejects.toThrow(NoLongerWanted);
  });

  test('a message whose case was cancelled meanwhile stops before its dot', async () => {
    const mail = await leased();
    await sql(`update registration set status = 'cancelled' where case_number = ?`, caseNumber);
    await expect(recordDotted(em(), mail)).rejects.toThrow(NoLongerWanted);
  });

  test('a late attempt cannot record over the one that took its place', async () => {
    const late = await leased();
    await pass(10);
    const current = await leased();
    await expect(recordDotted(em(), late)).rejects.toThrow(NoLongerWanted);
    await recordDotted(em(), current);
  });

  test('R12 the database holds a hash of the token, never the token', async () => {
    const mail = await deliver();
    const token = mail.link && linkToken(mail.link, linkKeys);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/u);
    const rows = await sql<{ line: string }>('select l::text as line from password_link l');
    expect(rows.some(({ line }) => line.includes(token ?? '?'))).toBe(false);
  });

  test('a reminder carries the live link and moves nothing', async () => {
    const first = await deliver();
    await sql(
      `insert into mail_send (registration_id, kind) select id, 'reminder-half-way' from registration where case_number = ?`,
      caseNumber,
    );
    const [before] = await links();
    const mail = await leased('reminder-half-way');
    expect(mail.link).toEqual(first.link);
    await recordDotted(em(), mail);
    expect(await links()).toEqual([before]);
  });

  test('a reminder of a link that never left is dropped', async () => {
    await sql(
      `insert into mail_send (registration_id, kind) select id, 'reminder-half-way' from registration where case_number = ?`,
      caseNumber,
    );
    expect(await lease('reminder-half-way')).toEqual({ is: 'done' });
  });
});
