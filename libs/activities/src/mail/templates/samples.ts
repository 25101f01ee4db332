import { type AccountMailKind, accountMailKinds, type MailKind, mailKinds } from '@app/contracts';
import type { AccountMailContent, CaseWords, PersonWords, RegistrationMailContent } from './mail-content.js';
import { type RenderedMail, renderMail } from './render-mail.js';

const person: PersonWords = {
  caseNumber: 'PRC-4K7M-Q2FD',
  firstName: 'Nadia',
  lastName: 'Martin',
  establishmentName: 'CIAS de démonstration',
  siret: '99990004600015',
  publicUrl: 'http://localhost:8080',
};
const words: CaseWords = { ...person, caseNumber: 'PRC-4K7M-Q2FD', receivedAt: new Date('2026-11-23T13:30:00Z') };
const way = {
  link: 'http://localhost:8080/mot-de-passe/creer/Q2v8rT0mXc5nLwYb1KdEoA7uHsJ9pZ4gT3fWqRkNxBy',
  code: 'K7QF-29MD',
  deadline: new Date('2026-12-08T13:30:00Z'),
};

export function sampleOf(kind: MailKind): RegistrationMailContent {
  switch (kind) {
    case 'welcome':
      return { kind, ...words, identifier: 'EP-7K2M-QF9D' };
    case 'address-changed':
      return { kind, ...words };
    case 'expired':
    case 'refused':
    case 'cancelled':
      return { kind, ...words, reason: kind === 'refused' ? 'after-review' : null };
    case 'creation':
      return { kind, ...words, ...way, approved: false };
    default:
      return { kind, ...words, ...way };
  }
}

/** The creation mail after a review. */
export const acceptedSample = (): RegistrationMailContent => ({ kind: 'creation', ...words, ...way, approved: true });

export function accountSampleOf(kind: AccountMailKind): AccountMailContent {
  switch (kind) {
    case 'reset':
      return { kind, ...person, ...way, link: way.link.replace('creer', 'reinitialiser') };
    case 'account-expired':
      return { kind, ...person };
    case 'renewal-asked':
      return { kind, ...person, colleague: { firstName: 'Yanis', lastName: 'Petit' } };
    default:
      return { kind, ...person, at: words.receivedAt };
  }
}

/** Every message with made-up data, for the dev inbox’s preview page. */
export const mailSamples = (): (RenderedMail & { name: string })[] => [
  ...mailKinds.map((kind) => ({ name: kind, ...renderMail(sampleOf(kind)) })),
  { name: 'creation-accepted', ...renderMail(acceptedSample()) },
  ...accountMailKinds.map((kind) => ({ name: kind, ...renderMail(accountSampleOf(kind)) })),
];
