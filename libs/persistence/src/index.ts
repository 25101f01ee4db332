export { makeAccountMailDue, tellIdentifierShown } from './account-mail.js';
export { makeAnotherMailDue } from './another-mail.js';
export { audit, type AuditLine } from './audit.js';
export { crashPoint } from './crash-point.js';
export { Account } from './entities/account.entity.js';
export { Contract } from './entities/contract.entity.js';
export { Establishment } from './entities/establishment.entity.js';
export { MailSend } from './entities/mail-send.entity.js';
export { Notice } from './entities/notice.entity.js';
export { PasswordLink } from './entities/password-link.entity.js';
export { Registration } from './entities/registration.entity.js';
export { holdAccount, holdRegistration } from './hold.js';
export { ChannelListener } from './listen.js';
export { connectToDatabase, ormOptions } from './mikro-orm.config.js';
export {
  hurriedFor,
  isLookUp,
  leaseNotices,
  markDelivered,
  type NoticeDoor,
  type NoticeSubject,
  type OutboxFigures,
  outboxFigures,
  putBack,
  someNoticeWaits,
  unheardNotices,
  type WaitingNotice,
  writeNotice,
} from './notices.js';
export { accountEnd, readLockoutFacts, reminderAt } from './lockout-facts.js';
export { type GuardRows, holdGuard, unlockAccount } from './unlock-account.js';
export { readPasswordResetFacts } from './password-reset-facts.js';
export { readFacts } from './registration-facts.js';
export { purgeBatch, purgeBatchSize } from './retention.js';
export { canResendAt, countsForLimits, type ResendLimit, secondsUntilOneLess } from './resend-limit.js';
export {
  hashOf,
  isOwnerKey,
  type LinkKey,
  type LinkSeed,
  linkCode,
  linkToken,
  messageName,
  newNonce,
  newPublicId,
  ownerKey,
  sameSecret,
  seedOfNoLink,
  writingKey,
} from './secrets.js';
