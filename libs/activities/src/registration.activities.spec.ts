import type { RegistrationFacts, RegistrationRef } from '@app/contracts';
import type { EligibilityPolicy } from '@app/domain';
import type { DirectoryAnswer } from '@app/partners';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { registrationActivities } from './registration.activities.js';
import { openedCase, receivedCase, whileAPasswordIsStored } from './registration.fixture.js';

const { em, sql } = ownDatabase();
let answer: DirectoryAnswer;
const policy: EligibilityPolicy = {
  default: 'no',
  unknownCode: 'review',
  exceptions: { 8110: 'review' },
  labels: {},
  categories: [{ code: '7210', label: 'Commune', access: 'yes', funds: [] }],
};

let ref: RegistrationRef;
beforeEach(async () => {
  ref = { caseNumber: await receivedCase(em()), correlationId: 'spec' };
  answer = { kind: 'not-found' };
});

const activities = () =>
  registrationActivities({
    em: em(),
    directory: { find: () => Promise.resolve(answer) },
    policy,
    creationLinkLifetime: '15 days',
    reviewLifetime: '30 days',
  });
const found = (legalCategory: string, open = true): DirectoryAnswer => ({
  kind: 'found',
  establishment: { siret: '', name: 'Mairie', city: 'Ville', legalCategory, open, unitOpen: true, diffusible: true },
});
const known = async (legalCategory: string, open = true): Promise<void> => {
  const [row] = await sql<{ siret: string }>('select siret from registration where case_number = ?', ref.caseNumber);
  const about = found(legalCategory, open);
  if (about.kind === 'found') about.establishment.siret = row?.siret ?? '';
  answer = about;
};
const accounts = () =>
  sql<{ status: string }>(
    `select a.status from account a join registration r on r.id = a.registration_id where r.case_number = ?`,
    ref.caseNumber,
  );
const auditLines = () =>
  sql<{ event: string; outcome: string }>(
    'select event, outcome from audit_event where subject = ? order by at',
    ref.caseNumber,
  );
const inPast = (column: 'deadline' | 'review_until', seconds: number) =>
  sql(
    `update registration set ${column} = now() - make_interval(secs => ?) where case_number = ?`,
    seconds,
    ref.caseNumber,
  );

describe('eligibility', () => {
  test.each([
    ['7210', true, { access: 'yes', rule: 'legal-category:7210' }],
    ['5710', true, { access: 'no', rule: 'default', reason: 'establishment-not-eligible' }],
    ['7210', false, { access: 'no', rule: 'closed', reason: 'establishment-closed' }],
  ] as const)('F2 category %s, open %s: says which rule decided', async (category, open, expected) => {
    await known(category, open);
    expect(await activities().checkEligibility(ref)).toEqual(expected);
  });

  test('an outage is never an answer: it is tried again', async () => {
    answer = { kind: 'unavailable', cause: 'timeout' };
    await expect(activities().checkEligibility(ref)).rejects.toMatchObject({
      type: 'directory-unavailable',
      nonRetryable: false,
    });
  });

  test.each([
    [1, 90, '90 seconds'],
    [5, 90, '90 seconds'],
    [6, 90, undefined],
    [1, 1, undefined],
    [12, 900, '900 seconds'],
  ])(
    'at attempt %i, a directory that wants to be left alone for %i s: %s, for ours may be longer',
    async (attempt, retryAfter, delay) => {
      answer = { kind: 'unavailable', cause: 'status-429', retryAfter };
      const retryPolicy = { initialInterval: 5_000, backoffCoefficient: 2, maximumInterval: 600_000 };
      const failed = new MockActivityEnvironment({ attempt, retryPolicy }).run(activities().checkEligibility, ref);
      await expect(failed).rejects.toMatchObject({ type: 'directory-unavailable', nextRetryDelay: delay });
    },
  );
});

describe('opening', () => {
  test('R01 run twice, it makes one account, one deadline, one mail and one audit line', async () => {
    await known('7210');
    await activities().checkEligibility(ref);
    const first = await activities().openRegistration(ref);
    const second = await activities().openRegistration(ref);
    expect(first).toMatchObject({
      stage: 'awaiting-password',
      due: ['creation'],
      nextReminder: { kind: 'reminder-half-way' },
    });
    expect(second).toEqual(first);
    expect(await accounts()).toEqual([{ status: 'pending' }]);
    expect(await auditLines()).toEqual([{ event: 'registration.opened', outcome: 'awaiting-password' }]);
  });

  test('a case that was cancelled meanwhile is not opened', async () => {
    await sql(`update registration set status = 'cancelled' where case_number = ?`, ref.caseNumber);
    expect(await activities().openRegistration(ref)).toMatchObject({ stage: 'cancelled' });
    expect(await accounts()).toEqual([]);
  });

  test('a case under review is opened once it is approved, not before', async () => {
    await known('7210');
    await activities().checkEligibility(ref);
    await activities().beginReview(ref);
    expect(await activities().openRegistration(ref)).toMatchObject({ stage: 'under-review' });
    await activities().decide(ref, 'approve', 'd1', { operator: 'alice' });
    expect(await activities().openRegistration(ref)).toMatchObject({ stage: 'awaiting-password' });
  });
});

describe('the end', () => {
  const open = async (): Promise<void> => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
  };

  test('R13 is decided by the database’s clock: a second before, nothing; a second after, expired', async () => {
    await open();
    await inPast('deadline', -1);
    expect(await activities().closeRegistration(ref, { as: 'expired' })).toMatchObject({ stage: 'awaiting-password' });
    await inPast('deadline', 1);
    expect(await activities().closeRegistration(ref, { as: 'expired' })).toMatchObject({
      stage: 'expired',
      due: ['expired'],
    });
  });

  test('R11 takes the pending account away, and frees the establishment', async () => {
    await open();
    const [before] = await sql<{ siret: string }>(
      'select siret from registration where case_number = ?',
      ref.caseNumber,
    );
    await inPast('deadline', 1);
    await activities().closeRegistration(ref, { as: 'expired' });
    expect(await accounts()).toEqual([]);
    await expect(receivedCase(em(), before?.siret)).resolves.toBeDefined();
  });

  test('R13 a password and the deadline in the same instant: one of them, never both', async () => {
    await open();
    await inPast('deadline', 1);
    const password = em().transactional(async (tx) => {
      await tx.execute('select id from registration where case_number = ? for update', [ref.caseNumber]);
      return tx.execute<unknown[]>(
        `update registration set status = 'completed' where case_number = ? and status = 'awaiting-password' returning id`,
        [ref.caseNumber],
      );
    });
    const [created, closed] = await Promise.all([password, activities().closeRegistration(ref, { as: 'expired' })]);
    expect(closed.stage).toBe(created.length > 0 ? 'completed' : 'expired');
  });

  test('R08 cancelled twice with one decision: one effect and one audit line; the establishment is free', async () => {
    await open();
    const first = await activities().decide(ref, 'cancel', 'd1', { operator: 'alice', reason: 'doublon' });
    const again = await activities().decide(ref, 'cancel', 'd1', { operator: 'alice', reason: 'doublon' });
    expect([first.applied, again.applied]).toEqual([true, true]);
    expect(first.facts).toMatchObject({ stage: 'cancelled', due: ['cancelled'] });
    expect(await auditLines()).toEqual([{ event: 'registration.cancel', outcome: 'applied' }]);
  });

  test('a decision that the facts do not allow changes nothing, and is written down too', async () => {
    await open();
    const { applied, facts } = await activities().decide(ref, 'approve', 'd2', {});
    expect(applied).toBe(false);
    expect(facts.stage).toBe('awaiting-password');
    expect(await auditLines()).toEqual([{ event: 'registration.approve', outcome: 'not-possible' }]);
  });
});

describe('blocked', () => {
  const sendState = () =>
    sql<{ state: string }>(
      `select m.state from mail_send m join registration r on r.id = m.registration_id where r.case_number = ?`,
      ref.caseNumber,
    );

  const threeDaysLater = () =>
    sql(
      `update mail_send m set due_at = due_at - interval '4 days' from registration r where r.id = m.registration_id and r.case_number = ?`,
      ref.caseNumber,
    );

  test('a refusal that is heard of late leaves the mail to the corrected address alone', async () => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
    await sql(
      `with corrected as (update registration set mail_number = 1 where case_number = ? returning id),
       refused as (update mail_send set state = 'refused' where registration_id in (select id from corrected))
       insert into mail_send (registration_id, kind, number) select id, 'creation', 1 from corrected`,
      ref.caseNumber,
    );
    expect(await activities().giveUpMail(ref, 'creation', 'mail-refused')).toMatchObject({
      blockedReason: null,
      due: ['creation'],
    });
  });

  test('R19 a message given up while a password is being stored waits for it: neither is the other’s victim', async () => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
    await threeDaysLater();
    const giveUp = () => activities().giveUpMail(ref, 'creation', 'mail-undelivered');
    await whileAPasswordIsStored(em, ref.caseNumber, giveUp);
    expect(await sendState()).toEqual([{ state: 'dropped' }]);
  });

  test('R07 `retry` makes the refused message due again, with its own number', async () => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
    await threeDaysLater();
    await activities().giveUpMail(ref, 'creation', 'mail-undelivered');
    expect(await activities().readRegistration(ref)).toMatchObject({ blockedReason: 'mail-undelivered', due: [] });
    const { applied, facts } = await activities().decide(ref, 'retry', 'd1', { operator: 'alice' });
    expect(applied).toBe(true);
    expect(facts).toMatchObject({ blockedReason: null, due: ['creation'] });
    expect(await sendState()).toEqual([{ state: 'due' }]);
  });

  test('another message that fails holds nothing up', async () => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
    await sql(
      `insert into mail_send (registration_id, kind) select id, 'reminder-half-way' from registration where case_number = ?`,
      ref.caseNumber,
    );
    await threeDaysLater();
    const facts: RegistrationFacts = await activities().giveUpMail(ref, 'reminder-half-way', 'mail-undelivered');
    expect(facts).toMatchObject({ blockedReason: null, due: ['creation'] });
  });

  test('the old address is forgotten once the message to it is given up', async () => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
    await sql(
      `insert into mail_send (registration_id, kind, number, recipient)
       select id, 'address-changed', 1, 'ancienne@mairie.example' from registration where case_number = ?`,
      ref.caseNumber,
    );
    await threeDaysLater();
    await activities().giveUpMail(ref, 'address-changed', 'mail-undelivered');
    const given = `select state, recipient from mail_send where kind = 'address-changed'`;
    expect(await sql(given)).toEqual([{ state: 'undelivered', recipient: null }]);
  });
});

describe('reminders', () => {
  test('become due once, and only when their time has come by the database’s clock', async () => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
    expect(await activities().makeReminderDue(ref, 'reminder-half-way')).toMatchObject({ due: ['creation'] });
    await sql(
      `update registration set opened_at = now() - interval '8 days', deadline = now() + interval '7 days' where case_number = ?`,
      ref.caseNumber,
    );
    const due = await activities().makeReminderDue(ref, 'reminder-half-way');
    expect(due).toMatchObject({ due: ['creation', 'reminder-half-way'], nextReminder: { kind: 'reminder-last-day' } });
    expect((await activities().makeReminderDue(ref, 'reminder-half-way')).due).toEqual(due.due);
  });

  test('after an outage past both, only the last one is sent', async () => {
    ref = { caseNumber: await openedCase(em()), correlationId: 'spec' };
    await sql(
      `update registration set opened_at = now() - interval '14 days 12 hours', deadline = now() + interval '12 hours' where case_number = ?`,
      ref.caseNumber,
    );
    expect(await activities().readRegistration(ref)).toMatchObject({ nextReminder: { kind: 'reminder-last-day' } });
  });
});

test('R44 the processes’ role can add audit lines and read them, never change or remove one', async () => {
  await sql(`insert into audit_event (event, actor, outcome) values ('spec', 'system', 'ok')`);
  await expect(sql(`update audit_event set outcome = 'other'`)).rejects.toThrow(/permission denied/u);
  await expect(sql('delete from audit_event')).rejects.toThrow(/permission denied/u);
  await expect(sql('truncate audit_event')).rejects.toThrow(/permission denied/u);
  await expect(sql('drop table audit_event')).rejects.toThrow(/must be owner/u);
});
