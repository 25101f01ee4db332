import type {
  AccountMailActivities,
  AccountMailSendingActivities,
  LockoutActivities,
  PasswordResetActivities,
  PurgedTable,
  RegistrationActivities,
  RegistrationMailActivities,
  RetentionActivities,
} from '@app/contracts';
import type { EligibilityPolicy } from '@app/domain';
import { type EstablishmentDirectory } from '@app/partners';
import type { LinkKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { accountMailActivities, accountMailSending } from './account-mail.activities.js';
import { lockoutActivities } from './lockout.activities.js';
import { relayCircuitBreaker, type RelayCircuitBreaker } from './mail/relay-circuit-breaker.js';
import { type HandOver, type MailTransport, smtpTransport } from './mail/transport.js';
import { passwordResetActivities } from './password-reset.activities.js';
import { registrationActivities } from './registration.activities.js';
import { registrationMailActivities } from './registration-mail.activities.js';
import { retentionActivities } from './retention.activities.js';

interface Lifetime {
  /** A PostgreSQL interval. */
  text: string;
}

export interface ActivitySettings {
  creationLinkLifetime: Lifetime;
  resetLinkLifetime: Lifetime;
  reviewLifetime: Lifetime;
  linkReuseWindow: Lifetime;
  sessionLifetime: Lifetime;
  linkKeys: readonly LinkKey[];
  mailFrom: string;
  publicUrl: string;
  smtpUrl: string;
}

export const journeyActivities = (
  em: EntityManager,
  directory: EstablishmentDirectory,
  policy: EligibilityPolicy,
  settings: ActivitySettings,
  onPurged: (table: PurgedTable, rows: number) => void,
): RegistrationActivities &
  AccountMailActivities &
  PasswordResetActivities &
  LockoutActivities &
  RetentionActivities => ({
  ...registrationActivities({
    em,
    directory,
    policy,
    creationLinkLifetime: settings.creationLinkLifetime.text,
    reviewLifetime: settings.reviewLifetime.text,
  }),
  ...accountMailActivities({ em }),
  ...passwordResetActivities({ em }),
  ...lockoutActivities({ em }),
  ...retentionActivities({ em, onPurged, sessionLifetime: settings.sessionLifetime.text }),
});

export interface MailSending {
  mail: RegistrationMailActivities & AccountMailSendingActivities;
  /** Open while the relay is away. */
  breaker: RelayCircuitBreaker;
  transport: MailTransport;
}

export function mailSending(em: EntityManager, settings: ActivitySettings): MailSending {
  const transport = smtpTransport(settings.smtpUrl);
  const breaker = relayCircuitBreaker({ verify: () => transport.verify() });
  const deps = {
    em,
    transport,
    onHandOver: (outcome: HandOver['outcome']) => breaker.report(outcome),
    settings: {
      linkKeys: settings.linkKeys,
      creationLinkLifetime: settings.creationLinkLifetime.text,
      resetLinkLifetime: settings.resetLinkLifetime.text,
      linkReuseWindow: settings.linkReuseWindow.text,
      mailFrom: settings.mailFrom,
      publicUrl: settings.publicUrl,
    },
  };
  return { mail: { ...registrationMailActivities(deps), ...accountMailSending(deps) }, breaker, transport };
}
