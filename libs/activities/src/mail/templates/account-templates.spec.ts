import { accountMailKinds } from '@app/contracts';
import { formatSiret, helpDesk } from '@app/domain';
import { describe, expect, test } from '@jest/globals';
import { renderMail } from './render-mail.js';
import { accountSampleOf } from './samples.js';

const textOf = (kind: (typeof accountMailKinds)[number]): string => renderMail(accountSampleOf(kind)).text;

describe.each(accountMailKinds)('mail %s', (kind) => {
  const mail = renderMail(accountSampleOf(kind));

  test('says in words what happened, to which account, and whom to call', () => {
    expect(mail.subject).toMatchSnapshot();
    expect(mail.text).toMatchSnapshot();
    expect(mail.text).toContain(`CIAS de démonstration, SIRET\u00a0${formatSiret('99990004600015')}`);
    expect(mail.text).toContain(helpDesk.phone);
  });

  test('names the case that opened the account, if one did', () => {
    expect(mail.text).toContain('PRC-4K7M-Q2FD');
    expect(renderMail({ ...accountSampleOf(kind), caseNumber: null }).text).not.toContain('dossier');
  });

  test('R09 only a reset carries a link that sets a password', () => {
    expect(mail.html.includes('/mot-de-passe/')).toBe(kind === 'reset');
    expect(mail.html.includes('K7QF-29MD')).toBe(kind === 'reset');
  });

  test('names with markup are shown as they were typed', () => {
    const typed = '<b>Nadia</b>';
    const { html, text } = renderMail({ ...accountSampleOf(kind), firstName: typed, establishmentName: typed });
    expect(html).not.toContain('<b>');
    expect(text.split(typed)).toHaveLength(3);
  });

  test('an establishment that may not be named is told by its SIRET', () => {
    const { text } = renderMail({ ...accountSampleOf(kind), establishmentName: null });
    expect(text).toContain(`l’établissement de SIRET\u00a0${formatSiret('99990004600015')}`);
    expect(text).not.toContain('null');
  });
});

test('a reset says until when, that only the last link counts, and that nothing has changed yet', () => {
  const text = textOf('reset');
  expect(text).toContain('jusqu’au 8\u00a0décembre\u00a02026 à 14\u00a0h\u00a030 (heure de Paris)');
  expect(text).toContain('le lien du dernier courriel est le seul valable');
  expect(text).toContain('rien ne change tant que le lien n’est pas utilisé');
});

test('the reset link stands once in the text part, alone on its line', () => {
  const lines = textOf('reset')
    .split('\n')
    .filter((line) => line.includes('/mot-de-passe/reinitialiser/'));
  expect(lines).toEqual([
    'http://localhost:8080/mot-de-passe/reinitialiser/Q2v8rT0mXc5nLwYb1KdEoA7uHsJ9pZ4gT3fWqRkNxBy',
  ]);
});

test.each(['locked', 'locked-reminder', 'password-changed'] as const)(
  'R22, F10 %s leads to « Mot de passe oublié » and says when it happened',
  (kind) => {
    const text = textOf(kind);
    expect(text.split('\n')).toContain('http://localhost:8080/mot-de-passe-oublie');
    expect(text).toContain('le 23\u00a0novembre\u00a02026 à 14\u00a0h\u00a030 (heure de Paris)');
  },
);

test('R36 the notice of a shown identifiant holds no address of the site and no identifiant', () => {
  const { html, text } = renderMail(accountSampleOf('identifier-shown'));
  expect(html).not.toMatch(/href=/u);
  expect(text).not.toMatch(/EP-/u);
});

test('a colleague’s name with markup is shown as it was typed', () => {
  const colleague = { firstName: '<i>', lastName: 'Petit' };
  const { html, text } = renderMail({ ...accountSampleOf('renewal-asked'), kind: 'renewal-asked', colleague });
  expect(html).not.toContain('<i>');
  expect(text).toContain('<i> Petit demande que son compte soit renouvelé');
});
