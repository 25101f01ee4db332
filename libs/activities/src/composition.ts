import type { RegistrationActivities, RegistrationMailActivities } from '@app/contracts';
import type { EligibilityPolicy } from '@app/domain';
import { type EstablishmentDirectory } from '@app/partners';
import type { LinkKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { relayGate, type RelayGate } from './mail/relay-gate.js';
import { type MailTransport, smtpTransport } from './mail/transport.js';
import { registrationActivities } from './registration.activities.js';
import { registrationMailActivities } from './registration-mail.activities.js';

interface Lifetime {
  /** A PostgreSQL interval. */
  text: string;
}

export interface ActivitySettings {
  creationLinkLifetime: Lifetime;
  reviewLifetime: Lifetime;
  linkReuseWindow: Lifetime;
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
): RegistrationActivities =>
  registrationActivities({
    em,
    directory,
    policy,
    creationLinkLifetime: settings.creationLinkLifetime.text,
    reviewLifetime: settings.reviewLifetime.text,
  });

export interface MailSending {
  mail: RegistrationMailActivities;
  /** Shut while the relay is away. */
  gate: RelayGate;
  transport: MailTransport;
}

export function mailSending(em: EntityManager, settings: ActivitySettings): MailSending {
  const transport = smtpTransport(settings.smtpUrl);
  const gate = relayGate({ verify: () => transport.verify() });
  const mail = registrationMailActivities({
    em,
    transport,
    onHandOver: (outcome) => gate.report(outcome),
    settings: {
      linkKeys: settings.linkKeys,
      creationLinkLifetime: settings.creationLinkLifetime.text,
      linkReuseWindow: settings.linkReuseWindow.text,
      mailFrom: settings.mailFrom,
      publicUrl: settings.publicUrl,
    },
  });
  return { mail, gate, transport };
}
