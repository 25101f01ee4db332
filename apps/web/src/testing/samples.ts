import type {
  Administrator,
  CurrentSession,
  Establishment,
  EstablishmentSituation,
  LinkView,
  OpenSession,
  PasswordReceipt,
  Problem,
  RegistrationGlance,
  RegistrationReceipt,
  RegistrationView,
} from '../api/generated/parcours.js';
import type { Told } from './fake-api.js';

export const id = 'Zk3vB8qLw0sXe5TyR1uNaQ';
export const token = 'Q2v8rT0mXc5nLwYb1KdEoA7uHsJ9pZ4gT3fWqRkNxBy';
export const numbers = { siret: '999 900 046 00015', contrat: 'DEMO2024017' };

export const establishment: Establishment = {
  siret: '99990004600015',
  name: 'CIAS de démonstration',
  city: 'Démonstration',
  legalCategory: { code: '7367', label: 'Centre intercommunal d’action sociale' },
};
export const glance: RegistrationGlance = { id, sentTo: 'n•••@exemple.fr', canResendAt: '2026-11-23T13:31:00.000Z' };

export const view: RegistrationView = {
  ...{ id, caseNumber: 'PRC-4K7M-Q2FD', status: 'awaiting-password', delayed: false, establishment },
  ...{ receivedAt: '2026-11-23T13:30:00.000Z', sentTo: 'n•••@exemple.fr', sentAt: '2026-11-23T13:30:02.000Z' },
  ...{ deadline: '2026-12-08T13:30:00.000Z', canResendAt: '2026-11-23T13:31:02.000Z' },
  ...{ updatedAt: '2026-11-23T13:30:02.000Z', nextStep: 'open-mail' },
};
export const receipt: RegistrationReceipt = {
  ...{ id, ownerKey: 'owner-key-of-this-browser', caseNumber: view.caseNumber, status: 'awaiting-password' },
  ...{ identifier: 'EP-7K2M-QF9D', sentTo: view.sentTo, deadline: view.deadline },
};
export const link: LinkView = {
  ...{ purpose: 'creation', state: 'valid', expiresAt: '2026-12-08T13:30:00.000Z' },
  establishmentName: 'CIAS de démonstration',
};
export const passwordReceipt: PasswordReceipt = {
  identifier: 'EP-7K2M-QF9D',
  account: {
    ...{ lastName: 'Martin', firstName: 'Nadia', role: 'administrator' },
    ...{ siret: establishment.siret, establishmentName: establishment.name },
  },
};

export const administrators: Administrator[] = [
  { name: 'Hélène Garnier', email: 'h•••@exemple.fr', canSignIn: true },
  { name: 'Karim Benali', email: 'k•••@exemple.fr', canSignIn: true },
];
export const session: CurrentSession = {
  account: {
    ...{ identifier: 'EP-7K2M-QF9D', lastName: 'Martin', firstName: 'Nadia', role: 'administrator' },
    ...{ siret: establishment.siret, establishmentName: establishment.name, expiresAt: '2028-05-23T12:30:00.000Z' },
  },
  previousLoginAt: '2026-11-20T08:05:00.000Z',
  endsAt: '2026-11-23T14:00:00.000Z',
};
export const openSessions: OpenSession[] = [
  { current: true, openedAt: '2026-11-23T13:30:00.000Z', seenAt: '2026-11-23T13:30:00.000Z' },
  { current: false, openedAt: '2026-11-20T08:05:00.000Z', seenAt: '2026-11-20T08:20:00.000Z' },
];

export const ok = (body: unknown, status = 200): Told => ({ status, body });
export const situated = (situation: EstablishmentSituation['situation'], more: object = {}): Told =>
  ok({ situation, establishment, ...more });
export const problem = (status: number, code: Problem['code'], more: object = {}, headers = {}): Told => ({
  ...{ status, headers },
  body: { type: `urn:parcours:${code}`, title: 'Titre du refus.', status, code, ...more },
});
