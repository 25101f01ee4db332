import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { NoResultError } from 'kysely';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import * as accountCase from './account-case.js';
import * as account from './account.js';
import * as audit from './audit.js';
import * as codeAttempt from './code-attempt.js';
import * as directoryAnswer from './directory-answer.js';
import * as establishment from './establishment.js';
import * as idempotencyKey from './idempotency-key.js';
import * as lockout from './lockout.js';
import * as loginGuard from './login-guard.js';
import * as mailSend from './mail-send.js';
import * as outbox from './outbox.js';
import * as resetFacts from './password-reset-facts.js';
import * as passwordLink from './password-link.js';
import * as passwordReset from './password-reset.js';
import * as registrationFacts from './registration-facts.js';
import * as registration from './registration.js';
import * as resendLimit from './resend-limit.js';
import * as session from './session.js';

const { em } = ownDatabase(1);

const id = '00000000-0000-4000-8000-000000000000';
const now = new Date().toISOString();
const limit = { resendInterval: { text: '5 minutes' }, resendsPerDay: 5 };
const limits = { idle: '30 minutes', lifetime: '12 hours' };
const [caseNumber, correlationId, address] = ['PRC-AAAA-AAAA', 'spec', '192.0.2.1'];
const attempt = { id, attempt: 1 };
const applicant = { lastName: 'Durand', firstName: 'Anne', email: 'anne@mairie.example' };
const owner = { accountId: id, credentialsVersion: 1, previousLoginAt: null } as session.SessionOwner;

const newAttempt = {
  ...{ id, identifier: 'EP-AAAA-AAAA', guardKeys: ['a', 'b'], deviceLifetime: '180 days', lockingFailures: 3 },
  address: { key: 'sign-in-failure:192.0.2.1', most: 24 },
};
const reserved = { id, guardKeys: ['a', 'b'], deviceKey: 'd', accountId: id, address, correlationId };

/** Each function of the modules above, called once; none finds a row. */
const calls: Record<string, (tx: EntityManager) => Promise<unknown>> = {
  'accountCase.unfinishedAccountCases': (tx) => accountCase.unfinishedAccountCases(tx, 60),
  'accountCase.unfinishedAccountCase': (tx) =>
    accountCase.unfinishedAccountCase(tx, { journey: 'lockout', subject: id }),
  'account.holdAccount': (tx) => account.holdAccount(tx, id),
  'account.holdActiveAccount': (tx) => account.holdActiveAccount(tx, id, 1),
  'account.tellIdentifierShown': (tx) => account.tellIdentifierShown(tx, id),
  'account.activeAccounts': (tx) => account.activeAccounts(tx, '21000000000001'),
  'account.replaceHash': (tx) => account.replaceHash(tx, { id, credentialsVersion: 1, passwordHash: 'a' }, 'b'),
  'account.administratorsToAsk': (tx) => account.administratorsToAsk(tx, '21000000000001', id),
  'account.holdExpiredAccount': (tx) => account.holdExpiredAccount(tx, id),
  'account.writeRenewalRequest': (tx) =>
    account.writeRenewalRequest(tx, { identifier: null, siret: '21000000000001', contractNumber: 'X1', correlationId }),
  'audit.audit': (tx) =>
    audit.audit(tx, { event: 'e', actor: 'system', subject: 's', outcome: 'o', correlationId, detail: { a: 1 } }),
  'audit.decisionOutcome': (tx) => audit.decisionOutcome(tx, caseNumber, id),
  'codeAttempt.countGuess': (tx) => codeAttempt.countGuess(tx, { siret: '21000000000001' }, address, id),
  'codeAttempt.countGuess by identifier': (tx) => codeAttempt.countGuess(tx, { identifier: 'EP-A' }, address, id),
  'codeAttempt.giveGuessBack': (tx) => codeAttempt.giveGuessBack(tx, id, address),
  'directoryAnswer.recallAnswer': (tx) => directoryAnswer.recallAnswer(tx, '21000000000001'),
  'directoryAnswer.rememberAnswer': (tx) => directoryAnswer.rememberAnswer(tx, '21000000000001', { kind: 'found' }),
  'establishment.saveEstablishment': (tx) =>
    establishment.saveEstablishment(tx, { siret: '21000000000001', name: 'A', city: null, legalCategory: '7210' }),
  'idempotencyKey.takeKey': (tx) => idempotencyKey.takeKey(tx, { route: 'resend', key: 'k' }, 'hash'),
  'idempotencyKey.readKey': (tx) => idempotencyKey.readKey(tx, { route: 'resend', key: 'k' }),
  'idempotencyKey.keepAnswer': (tx) =>
    idempotencyKey.keepAnswer(tx, { route: 'resend', key: 'k' }, { registrationId: id, status: 201, answer: { a: 1 } }),
  'lockout.readLockoutFacts': (tx) => lockout.readLockoutFacts(tx, { lockoutId: id, accountId: id }),
  'lockout.noteOwnerTold': (tx) => lockout.noteOwnerTold(tx, { lockoutId: id, accountId: id }),
  'lockout.noteOwnerReminded': (tx) => lockout.noteOwnerReminded(tx, { lockoutId: id, accountId: id }),
  'lockout.endLockout': (tx) => lockout.endLockout(tx, { lockoutId: id, accountId: id }),
  'loginGuard.holdGuard': (tx) => loginGuard.holdGuard(tx, { accountId: id, guardKeys: ['a', 'b'] }),
  'loginGuard.unlockAccount': (tx) =>
    loginGuard.unlockAccount(tx, { accountId: id, guardKeys: ['a', 'b'] }, { actor: 'person', address, correlationId }),
  'loginGuard.reserveAttempt': (tx) => loginGuard.reserveAttempt(tx, { ...newAttempt, device: undefined }),
  'loginGuard.reserveAttempt of a known browser': (tx) =>
    loginGuard.reserveAttempt(tx, {
      ...newAttempt,
      device: { accountId: id, credentialsVersion: 1, at: 1_800_000_000, guardKey: 'd' },
    }),
  'loginGuard.settleFailedAttempt': (tx) =>
    loginGuard.settleFailedAttempt(tx, reserved, { lockingFailures: 3, spent: { key: 'k', seconds: 3_600 } }),
  'loginGuard.settleAcceptedAttempt': (tx) =>
    loginGuard.settleAcceptedAttempt(tx, reserved, {
      ...{ accountId: id, credentialsVersion: 1, accountLifetime: '18 months' },
      ...{ sessionIdle: '30 minutes', sessionLifetime: '12 hours' },
    }),
  'loginGuard.releaseAttempt': (tx) => loginGuard.releaseAttempt(tx, reserved, 'unavailable'),
  'loginGuard.bringGuardKeysInStep': (tx) => loginGuard.bringGuardKeysInStep(tx, ['a', 'b']),
  'mailSend.makeAnotherMailDue': (tx) => mailSend.makeAnotherMailDue(tx, id),
  'mailSend.makeAccountMailDue': (tx) => mailSend.makeAccountMailDue(tx, id, 'reset'),
  'mailSend.makeAddressChangedDue': async () => undefined,
  'mailSend.newestMailOfCase': (tx) => mailSend.newestMailOfCase(tx, caseNumber, 'creation', '15 days'),
  'mailSend.newestMailOfAccount': (tx) => mailSend.newestMailOfAccount(tx, id, 'reset', '1 hour'),
  'mailSend.setDueAgain': (tx) => mailSend.setDueAgain(tx, id, 1),
  'mailSend.leaseMailRow': (tx) =>
    mailSend.leaseMailRow(tx, id, { ambiguous: 0, seconds: 3, messageId: 'm', linkId: null, deadline: now }),
  'mailSend.extendLease': (tx) => mailSend.extendLease(tx, attempt, 3),
  'mailSend.noteDotted': (tx) => mailSend.noteDotted(tx, attempt),
  'mailSend.noteDeferred': (tx) => mailSend.noteDeferred(tx, attempt, '451'),
  'mailSend.noteAmbiguous': (tx) => mailSend.noteAmbiguous(tx, attempt, '451'),
  'mailSend.settleMail': (tx) => mailSend.settleMail(tx, id, 'refused', null, 'mail-refused'),
  'mailSend.settleMail accepted': (tx) => mailSend.settleMail(tx, id, 'accepted', '250', null),
  'mailSend.dropOlderCreationMail': (tx) => mailSend.dropOlderCreationMail(tx, id, 1),
  'mailSend.dropOlderAccountMail': (tx) =>
    mailSend.dropOlderAccountMail(tx, id, 'renewal-asked', { number: 1, about_id: null }),
  'mailSend.dropLockMail': (tx) => mailSend.dropLockMail(tx, id),
  'mailSend.waitingKinds': (tx) => mailSend.waitingKinds(tx, id, ['reset', 'locked']),
  'mailSend.giveUpAccountMail': (tx) => mailSend.giveUpAccountMail(tx, id, 'reset', 'refused'),
  'mailSend.giveUpCaseMail': (tx) =>
    mailSend.giveUpCaseMail(tx, caseNumber, 'creation', 'undelivered', 'mail-undelivered'),
  'mailSend.makeReminderDue': (tx) => mailSend.makeReminderDue(tx, caseNumber, 'reminder-half-way', now),
  'mailSend.retryCreationMail': (tx) => mailSend.retryCreationMail(tx, caseNumber),
  'mailSend.wasToldToday': (tx) => mailSend.wasToldToday(tx, id, 'locked'),
  'mailSend.isMailLimited': (tx) => mailSend.isMailLimited(tx, id, 'reset', { interval: '5 minutes', perDay: 5 }),
  'outbox.writeNotice': (tx) => outbox.writeNotice(tx, { journey: 'registration', subject: caseNumber, correlationId }),
  'outbox.markDelivered': (tx) => outbox.markDelivered(tx, { journey: 'lockout', subject: id }, '1'),
  'outbox.someNoticeWaits': (tx) => outbox.someNoticeWaits(tx),
  'outbox.leaseNotices': (tx) => outbox.leaseNotices(tx, { limit: 10, leaseSeconds: 30 }),
  'outbox.putBack': (tx) => outbox.putBack(tx, '1', { isTry: true, tries: 20, seconds: 2 }),
  'outbox.unheardNotices': (tx) => outbox.unheardNotices(tx, 60),
  'outbox.outboxFigures': (tx) => outbox.outboxFigures(tx),
  'passwordLink.linkByToken': (tx) => passwordLink.linkByToken(tx, 'hash'),
  'passwordLink.linkStateUnderLock': (tx) => passwordLink.linkStateUnderLock(tx, id),
  'passwordLink.noteLinkOpened': (tx) => passwordLink.noteLinkOpened(tx, id),
  'passwordLink.knownLink': (tx) =>
    passwordLink.knownLink(tx, {
      ...{ purpose: 'reset', owner: { account_id: id }, linkId: null, anyAge: false, reuseWindow: '1 hour' },
    }),
  'passwordLink.knownLink of a registration': (tx) =>
    passwordLink.knownLink(tx, {
      ...{ purpose: 'creation', owner: { registration_id: id }, linkId: id, anyAge: true, reuseWindow: '1 hour' },
    }),
  'passwordLink.insertLink': async (tx) =>
    passwordLink.insertLink(tx, {
      ...{ id, purpose: 'creation', nonce: 'n', keyId: 'k', registrationId: null, tokenHash: 'h', deadline: now },
      accountId: null as never,
    }),
  'passwordLink.makeLinkLive': (tx) => passwordLink.makeLinkLive(tx, id, new Date()),
  'passwordLink.createFirstPassword': (tx) =>
    passwordLink.createFirstPassword(tx, {
      ...{ link: { id, registrationId: id, accountId: id }, hash: 'h', accountLifetime: '18 months' },
      ...{ address, correlationId },
    }),
  'passwordLink.setOtherPassword by reset': (tx) =>
    passwordLink.setOtherPassword(tx, { accountId: id, hash: 'h', linkId: id, correlationId }),
  'passwordLink.setOtherPassword': (tx) =>
    passwordLink.setOtherPassword(tx, { accountId: id, hash: 'h', linkId: null, correlationId }),
  'passwordReset.writeResetRequest': (tx) =>
    passwordReset.writeResetRequest(tx, { identifier: null, address, correlationId }),
  'passwordReset.holdResetRequest': (tx) => passwordReset.holdResetRequest(tx, id),
  'passwordReset.noteHandled': (tx) => passwordReset.noteHandled(tx, id, { outcome: 'unknown', accountId: null }),
  'passwordReset.findHolder': (tx) => passwordReset.findHolder(tx, 'EP-AAAA-AAAA'),
  'passwordReset.holdHolder': (tx) => passwordReset.holdHolder(tx, id),
  'passwordReset.openReset': async () => undefined,
  'passwordReset.moveResetDeadline': (tx) => passwordReset.moveResetDeadline(tx, id, new Date()),
  'passwordReset.expireReset': (tx) => passwordReset.expireReset(tx, id),
  'registration.holdRegistration': (tx) => registration.holdRegistration(tx, id),
  'registration.holdCase': (tx) => registration.holdCase(tx, caseNumber),
  'registration.holdPublicRegistration': (tx) => registration.holdPublicRegistration(tx, 'p'),
  'registration.registrationIdOf': (tx) => registration.registrationIdOf(tx, 'p'),
  'registration.registrationUpdatedAt': (tx) => registration.registrationUpdatedAt(tx, id),
  'registration.siretOfCase': (tx) => registration.siretOfCase(tx, caseNumber),
  'registration.insertRegistration': (tx) =>
    registration.insertRegistration(tx, {
      ...{ publicId: 'p', ownerNonce: 'n', caseNumber, siret: '21000000000001', contractNumber: 'X1', applicant },
      ...{ address, correlationId },
    }),
  'registration.readRegistration': (tx) => registration.readRegistration(tx, id),
  'registration.readShownRegistration': (tx) => registration.readShownRegistration(tx, 'p', limit),
  'registration.readOwnRow': (tx) =>
    registration.readOwnRow(tx, { siret: '21000000000001', contractNumber: 'X1' }, limit),
  'registration.openCase': (tx) =>
    registration.openCase(tx, { caseNumber, correlationId, identifier: 'EP', creationLinkLifetime: '15 days' }),
  'registration.beginCaseReview': (tx) =>
    registration.beginCaseReview(tx, { caseNumber, correlationId, reviewLifetime: '30 days' }),
  'registration.noteCaseBlocked': (tx) => registration.noteCaseBlocked(tx, caseNumber, 'technical'),
  'registration.unblockCase': (tx) => registration.unblockCase(tx, caseNumber),
  'registration.approveCase': (tx) => registration.approveCase(tx, caseNumber),
  'registration.moveCaseDeadline': (tx) => registration.moveCaseDeadline(tx, id, new Date()),
  'registration.replaceAddress': (tx) => registration.replaceAddress(tx, id, 'other@mairie.example'),
  'registration.closeCase': (tx) =>
    registration.closeCase(tx, {
      ...{ caseNumber, status: 'expired', reason: null, mail: 'expired', when: 'past its end' },
    }),
  'registration.closeCase without mail': (tx) =>
    registration.closeCase(tx, { caseNumber, status: 'refused', reason: 'x', mail: null, when: 'in check' }),
  'registration.unfinishedCase': (tx) => registration.unfinishedCase(tx, caseNumber),
  'registration.unfinishedCases': (tx) => registration.unfinishedCases(tx, 60),
  'registrationFacts.readFacts': (tx) => registrationFacts.readFacts(tx, caseNumber),
  'resendLimit.secondsUntilOneLess': (tx) => resendLimit.secondsUntilOneLess(tx, id, limit),
  'resendLimit.readResendable': (tx) => resendLimit.readResendable(tx, id, limit),
  'resendLimit.readMayResend': (tx) => resendLimit.readMayResend(tx, id, limit),
  'resetFacts.readPasswordResetFacts': (tx) => resetFacts.readPasswordResetFacts(tx, id),
  'session.readSession': (tx) => session.readSession(tx, 'h', limits),
  'session.writeSession': (tx) => session.writeSession(tx, 'h', owner),
  'session.noteSeen': (tx) => session.noteSeen(tx, 'h'),
  'session.endSession': (tx) => session.endSession(tx, 'h'),
  'session.endOtherSessions': (tx) => session.endOtherSessions(tx, id, 'h'),
  'session.listSessions': (tx) => session.listSessions(tx, id, 'h', limits),
};

test.each(Object.entries(calls))('%s is a statement that PostgreSQL takes, without a row too', async (_, call) => {
  const undo = new Error('undone');
  const run = em().transactional(async (tx) => {
    await call(tx).catch((error: unknown) => {
      if (!(error instanceof NoResultError)) throw error;
    });
    throw undo;
  });
  await expect(run).rejects.toBe(undo);
});

test('what `set` is given as a function satisfies `Changes`: the builder would let it name a column that is none', () => {
  for (const file of globSync('libs/persistence/src/*.ts', { exclude: ['**/*.spec.ts', '**/*.proof.ts'] })) {
    const source = readFileSync(file, 'utf8');
    const functions = source.match(/\.(?:set|doUpdateSet)\(\s*\(/gu)?.length ?? 0;
    expect({ file, functions }).toEqual({ file, functions: source.match(/satisfies Changes</gu)?.length ?? 0 });
  }
});
