export {
  type AccountPerson,
  activeAccounts,
  administratorsToAsk,
  holdAccount,
  holdActiveAccount,
  holdExpiredAccount,
  replaceHash,
  tellIdentifierShown,
  writeRenewalRequest,
} from './account.js';
export {
  type AccountCase,
  type AccountJourney,
  unfinishedAccountCase,
  unfinishedAccountCases,
} from './account-case.js';
export { audit, decisionOutcome } from './audit.js';
export { countGuess, giveGuessBack, type Whose } from './code-attempt.js';
export { crashPoint } from './crash-point.js';
export { askDatabase } from './database-answers.js';
export { recallAnswer, rememberAnswer } from './directory-answer.js';
export { saveEstablishment } from './establishment.js';
export { keepAnswer, readKey, takeKey } from './idempotency-key.js';
export { ChannelListener } from './listen.js';
export { endLockout, noteOwnerReminded, noteOwnerTold, readLockoutFacts } from './lockout.js';
export {
  bringGuardKeysInStep,
  type GuardedAccount,
  holdGuard,
  releaseAttempt,
  reserveAttempt,
  type ReservedAttempt,
  settleAcceptedAttempt,
  settleFailedAttempt,
  unlockAccount,
} from './login-guard.js';
export {
  dropLockMail,
  dropOlderAccountMail,
  dropOlderCreationMail,
  extendLease,
  giveUpAccountMail,
  giveUpCaseMail,
  isMailLimited,
  leaseMailRow,
  makeAccountMailDue,
  makeAddressChangedDue,
  makeAnotherMailDue,
  makeReminderDue,
  newestMailOfAccount,
  newestMailOfCase,
  noteAmbiguous,
  noteDeferred,
  noteDotted,
  retryCreationMail,
  setDueAgain,
  settleMail,
  type WaitingAccountMail,
  type WaitingCaseMail,
  waitingKinds,
  type WaitingMail,
  wasToldToday,
} from './mail-send.js';
export { connectToDatabase } from './mikro-orm.config.js';
export {
  isLookUp,
  leaseNotices,
  markDelivered,
  type NoticeDoor,
  type OutboxFigures,
  outboxFigures,
  putBack,
  someNoticeWaits,
  unheardNotices,
  type WaitingNotice,
  writeNotice,
} from './outbox.js';
export {
  createFirstPassword,
  insertLink,
  knownLink,
  linkByToken,
  type LinkFacts,
  linkStateUnderLock,
  makeLinkLive,
  noteLinkOpened,
  setOtherPassword,
} from './password-link.js';
export {
  expireReset,
  findHolder,
  type HeldResetRequest,
  holdHolder,
  holdResetRequest,
  moveResetDeadline,
  noteHandled,
  openReset,
  type ResetHolder,
  type ResetOutcome,
  writeResetRequest,
} from './password-reset.js';
export { readPasswordResetFacts } from './password-reset-facts.js';
export {
  approveCase,
  beginCaseReview,
  closeCase,
  type Closing,
  holdCase,
  holdPublicRegistration,
  holdRegistration,
  insertRegistration,
  type LockedRegistration,
  moveCaseDeadline,
  noteCaseBlocked,
  openCase,
  type OwnRow,
  readOwnRow,
  readRegistration,
  readShownRegistration,
  registrationIdOf,
  type RegistrationRow,
  registrationUpdatedAt,
  replaceAddress,
  siretOfCase,
  unblockCase,
  unfinishedCase,
  unfinishedCases,
} from './registration.js';
export { readFacts } from './registration-facts.js';
export { readMayResend, readResendable, type ResendLimit, secondsUntilOneLess } from './resend-limit.js';
export { purgeBatch, purgeBatchSize } from './retention.js';
export {
  hashOf,
  isOwnerKey,
  linkCode,
  type LinkKey,
  type LinkSeed,
  linkToken,
  messageName,
  newNonce,
  newPublicId,
  ownerKey,
  sameSecret,
  seedOfNoLink,
  writingKey,
} from './secrets.js';
export {
  endOtherSessions,
  endSession,
  listSessions,
  noteSeen,
  readSession,
  type SessionLimits,
  type SessionOwner,
  writeSession,
} from './session.js';
