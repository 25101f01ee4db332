import type { MailKind, RegistrationFacts, RegistrationMailActivities, RegistrationRef } from '@app/contracts';
import { readFacts } from '@app/persistence';
import type { MailSettings } from './composed-mail.js';
import { type HandOverDeps, sendDue } from './mail-hand-over.js';
import { registrationMailOwner, type RegistrationMailSettings } from './registration-mail-owner.js';
import { composeRegistrationMail } from './registration-mail.js';

export interface RegistrationMailDeps extends HandOverDeps {
  settings: RegistrationMailSettings & MailSettings;
}

export const registrationMailActivities = (deps: RegistrationMailDeps): RegistrationMailActivities => ({
  sendCreationMail: (ref) => send(deps, ref, 'creation'),
  sendReminder: (ref, kind) => send(deps, ref, kind),
  sendWelcomeMail: (ref) => send(deps, ref, 'welcome'),
  sendAddressChangedMail: (ref) => send(deps, ref, 'address-changed'),
  sendEndingMail: (ref, kind) => send(deps, ref, kind),
});

const send = (
  { settings, ...deps }: RegistrationMailDeps,
  { caseNumber }: RegistrationRef,
  kind: MailKind,
): Promise<RegistrationFacts> =>
  sendDue(deps, {
    owner: registrationMailOwner(caseNumber, kind, settings),
    compose: (mail) => composeRegistrationMail(mail, settings),
    readFacts: () => readFacts(deps.em, caseNumber),
    isDue: ({ due }) => due.includes(kind),
  });
