import type { MailKind, RegistrationFacts, RegistrationMailActivities, RegistrationRef } from '@app/contracts';
import { readFacts } from '@app/persistence';
import type { MailSettings } from './composed-mail.js';
import { type HandOverDeps, sendDue } from './mail-hand-over.js';
import { registrationLetters, type RegistrationLetterSettings } from './registration-letters.js';
import { composeRegistrationMail } from './registration-mail.js';

export interface RegistrationMailDeps extends HandOverDeps {
  settings: RegistrationLetterSettings & MailSettings;
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
    owner: registrationLetters(caseNumber, kind, settings),
    compose: (mail) => composeRegistrationMail(mail, settings),
    look: () => readFacts(deps.em, caseNumber),
    isDue: ({ due }) => due.includes(kind),
  });
