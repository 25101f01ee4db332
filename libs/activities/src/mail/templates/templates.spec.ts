import { accountMailKinds, mailKinds, refusalReasons } from '@app/contracts';
import { formatSiret, helpDesk } from '@app/domain';
import { describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { renderMail } from './render-mail.js';
import { mailSamples, sampleOf } from './samples.js';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  // Mail clients know inline styles and presentation tables only; a style element holds what cannot be inline.
  rules: { 'no-inline-style': 'off' },
});

describe.each(mailKinds)('mail %s', (kind) => {
  const mail = renderMail(sampleOf(kind));

  test('says in words what happened, until when, and whom to call', () => {
    expect(mail.subject).toMatchSnapshot();
    expect(mail.text).toMatchSnapshot();
    expect(mail.text).toContain('PRC-4K7M-Q2FD');
    expect(mail.text).toContain(helpDesk.phone);
  });

  test('acknowledges the request, once: when it was received, for which establishment', () => {
    expect(
      mail.text.match(/reçue le 23\u00a0novembre\u00a02026 à 14\u00a0h\u00a030 \(heure de Paris\)/gu),
    ).toHaveLength(1);
    expect(mail.text).toContain(`CIAS de démonstration, SIRET\u00a0${formatSiret('99990004600015')}`);
  });

  test('R09 never carries a password, nor identifiant and link together', () => {
    const all = mail.html + mail.text;
    expect(all.includes('EP-7K2M-QF9D')).toBe(kind === 'welcome');
    expect(all.includes('/mot-de-passe/creer/') && all.includes('EP-7K2M-QF9D')).toBe(false);
    if (kind === 'welcome') expect(all).not.toContain('/mot-de-passe/');
  });
});

describe.each(mailSamples())('mail $name', ({ html, text }) => {
  test('is valid HTML, needs no image, and is shown whole by every client', async () => {
    const report = await validator.validateString(html);
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
    ).toEqual([]);
    expect(html).not.toMatch(/<img|url\(/u);
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
  });

  test('asks for one thing at most, and each address of the text part stands on one line', () => {
    expect(html.match(/class="m-button"/gu)?.length ?? 0).toBeLessThanOrEqual(1);
    const addresses = new Set(html.match(/(?<=href=")[^"]+/gu));
    for (const address of addresses) expect(text.split('\n').filter((line) => line.includes(address))).toHaveLength(1);
    expect(text).not.toMatch(/bouton|\[/u);
  });

  test('every hour says whose it is, and no sign stands alone on a line', () => {
    const hours = text.match(/\d\u00a0h(?:\u00a0\d\d)?(?!\u00a0?\d| \(heure de Paris\))/gu) ?? [];
    const ofTheDesk = helpDesk.hours.match(/\d\u00a0h/gu) ?? [];
    expect(hours).toHaveLength(ofTheDesk.length);
    expect(text.replaceAll(/https?:\S+/gu, '')).not.toMatch(/ [:;?!»]|« /u);
  });
});

test('a name with markup is shown as it was typed', () => {
  const { html, text } = renderMail({ ...sampleOf('creation'), firstName: '<script>alert(1)</script>' });
  expect(html).not.toContain('<script>');
  expect(text).toContain('<script>alert(1)</script>');
});

test('names are shown tidied, and turn no text around them', () => {
  const person = {
    firstName: 'MARIE',
    lastName: 'dupont-martin',
    establishmentName: '\u2067CCAS\u2069 de \u2068X',
  };
  const { html, text } = renderMail({ ...sampleOf('creation'), ...person });
  expect(html).toContain('Bonjour <bdi>Marie Dupont-Martin</bdi>,');
  expect(html).toContain('<bdi>\u2067CCAS de X</bdi>, SIRET');
  expect(text).toContain('Dupont-Martin,');
  expect(text).not.toContain('\u2068');
});

test('the link stands once in the text part, alone on its line', () => {
  const { text } = renderMail(sampleOf('creation'));
  const lines = text.split('\n').filter((line) => line.includes('/mot-de-passe/creer/'));
  expect(lines).toEqual(['http://localhost:8080/mot-de-passe/creer/Q2v8rT0mXc5nLwYb1KdEoA7uHsJ9pZ4gT3fWqRkNxBy']);
});

test('an establishment that may not be named is told by its SIRET', () => {
  const { text } = renderMail({ ...sampleOf('creation'), establishmentName: null });
  expect(text).toContain(`l’établissement de SIRET\u00a0${formatSiret('99990004600015')} a bien été reçue`);
});

test.each(refusalReasons)('a refusal says why in plain words: %s', (reason) => {
  const { text } = renderMail({ ...sampleOf('refused'), kind: 'refused', reason });
  expect(text).toMatchSnapshot();
  expect(text).not.toContain(reason);
});

test('a refusal whose reason has no words gives none, and says whom to call', () => {
  const { text } = renderMail({ ...sampleOf('refused'), kind: 'refused', reason: 'asked-by-phone' });
  expect(text).toContain('n’a pas été acceptée.');
  expect(text).toContain(helpDesk.phone);
});

test('a case that ends before any link was sent is not told of one', () => {
  for (const kind of ['expired', 'cancelled', 'address-changed'] as const)
    expect(renderMail(sampleOf(kind)).text).toMatch(/Si vous avez reçu (?:ici )?un lien/u);
});

test('the preview page has a sample of each', () => {
  expect(mailSamples().map(({ name }) => name)).toEqual([...mailKinds, ...accountMailKinds]);
});
