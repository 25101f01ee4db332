import { type MailKind, mailKinds } from '@app/contracts';
import { linkCode, linkToken } from '@app/persistence';
import { describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { MailSettings } from './composed-mail.js';
import type { LeasedRegistrationMail } from './registration-mail-owner.js';
import { composeRegistrationMail } from './registration-mail.js';

const settings: MailSettings = {
  linkKeys: [
    { id: 'k2', key: Buffer.alloc(32, 2) },
    { id: 'k1', key: Buffer.alloc(32, 1) },
  ],
  mailFrom: 'Parcours <ne-pas-repondre@exemple.fr>',
  publicUrl: 'https://parcours.exemple.fr',
};
const link = {
  id: '6f1f6a1e-6a0b-4d57-9f4e-3c4f8f1a2b3c',
  purpose: 'creation',
  nonce: 'a'.repeat(32),
  keyId: 'k1',
} as const;
const carriesLink = (kind: MailKind): boolean => kind === 'creation' || kind.startsWith('reminder-');

const leased = (kind: MailKind): LeasedRegistrationMail => ({
  id: '7d0c2b8e-0d39-4c1e-8a55-1f2e3d4c5b6a',
  attempt: 1,
  kind,
  messageName: 'c0ffee',
  recipient: 'nadia.martin@exemple.fr',
  caseNumber: 'PRC-4K7M-Q2FD',
  siret: '99990004600015',
  establishmentName: 'CIAS de démonstration',
  firstName: 'Nadia',
  lastName: 'Martin',
  identifier: 'EP-7K2M-QF9D',
  reason: kind === 'refused' ? 'establishment-closed' : null,
  approved: false,
  receivedAt: new Date('2026-11-23T13:30:00Z'),
  deadline: new Date('2026-12-08T13:30:00Z'),
  link: carriesLink(kind) ? link : null,
});

const partsOf = async (mail: LeasedRegistrationMail): Promise<string> => {
  const { text, html } = await simpleParser((await composeRegistrationMail(mail, settings)).raw);
  return `${text}${html || ''}`;
};

describe.each(mailKinds)('mail %s', (kind) => {
  test('goes to the recipient of its lease, under its own name', async () => {
    const { messageId, envelope, raw } = await composeRegistrationMail(leased(kind), settings);
    expect(messageId).toBe('<c0ffee@exemple.fr>');
    expect(envelope).toEqual({ from: 'bounce+c0ffee@exemple.fr', to: 'nadia.martin@exemple.fr' });
    const read = await simpleParser(raw);
    expect(read.messageId).toBe(messageId);
    expect(read.to).toMatchObject({ text: '"Nadia Martin" <nadia.martin@exemple.fr>' });
  });

  test('is the same on every attempt, its date aside', async () => {
    const attempts = await Promise.all(
      [1, 2].map(async (attempt) => {
        const { raw } = await composeRegistrationMail({ ...leased(kind), attempt }, settings);
        return raw.toString().replace(/^Date: .*$/mu, '');
      }),
    );
    expect(attempts[0]).toBe(attempts[1]);
  });

  test('R09 holds the identifiant or the link, as its kind says, never both', async () => {
    const parts = await partsOf(leased(kind));
    expect(parts.includes('EP-7K2M-QF9D')).toBe(kind === 'welcome');
    expect(parts.includes('/mot-de-passe/creer')).toBe(carriesLink(kind));
  });
});

test('R59 a case that an operator accepted is told so', async () => {
  const { raw } = await composeRegistrationMail({ ...leased('creation'), approved: true }, settings);
  const { subject, text } = await simpleParser(raw);
  expect(subject).toBe('CIAS de démonstration\u00a0: demande acceptée, créez votre mot de passe');
  expect(text).toContain(' est acceptée. Il vous reste à créer votre mot de passe');
});

test('link and code are derived with the key that made them, also when another writes now', async () => {
  const parts = await partsOf(leased('creation'));
  expect(parts).toContain(`https://parcours.exemple.fr/mot-de-passe/creer/${linkToken(link, settings.linkKeys)}`);
  expect(parts).toContain(linkCode(link, settings.linkKeys));
});

test.each([
  ['its key is retired', { link: { ...link, keyId: 'k0' } }],
  ['there is none', { link: null }],
  ['nobody knows its end', { deadline: null }],
])('a link is not mailed when %s: an error tells the case, nothing about the person', async (_, missing) => {
  const composing = composeRegistrationMail({ ...leased('creation'), ...missing }, settings);
  await expect(composing).rejects.toThrow(/^PRC-4K7M-Q2FD: /u);
  await expect(composing).rejects.not.toThrow(/Nadia|Martin|exemple\.fr|99990004600015/u);
});

test('a welcome without identifiant is an error', async () => {
  await expect(composeRegistrationMail({ ...leased('welcome'), identifier: null }, settings)).rejects.toThrow(
    'no identifier',
  );
});
