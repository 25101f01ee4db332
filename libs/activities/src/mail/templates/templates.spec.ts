import { accountMailKinds, mailKinds, refusalReasons } from '@app/contracts';
import { formatSiret, helpDesk } from '@app/domain';
import { describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { renderMail } from './render-mail.js';
import { acceptedSample, mailSamples, sampleOf } from './samples.js';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  // Mail clients know inline styles and presentation tables only; a style element holds what cannot be inline.
  // Outlook reads sizes and grounds from attributes that browsers have left behind.
  rules: { 'no-inline-style': 'off', 'no-deprecated-attr': 'off' },
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

describe.each(mailSamples())('mail $name', ({ subject, html, text }) => {
  test('is the HTML that was looked at', () => {
    expect(html.replaceAll('><', '>\n<')).toMatchSnapshot();
  });

  test('its subject names the establishment first, is the document’s title, and is followed by a preview of its own', () => {
    expect(subject).toMatch(/^CIAS de démonstration\u00a0: \p{Ll}/u);
    expect(subject.length).toBeLessThan(80);
    expect(/<title>([^<]*)<\/title>/u.exec(html)?.[1]).toBe(subject);
    const [, preview] = /<div class="mail-preview"[^>]*>([^<]+?)(?:\u00a0\u200c){75}<\/div>/u.exec(html) ?? [];
    expect(preview).toMatch(/^\p{Lu}.{20,100}[.!]$/u);
    expect(text).not.toContain('\u200c');
  });

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
    expect(text).not.toMatch(/\n{4}/u);
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
  expect(html).toContain('<bdi>CCAS de X</bdi>, SIRET');
  expect(text).toContain('Dupont-Martin,');
  expect(text).not.toContain('\u2068');
});

test('the link stands once in the text part, alone on its line', () => {
  const { text } = renderMail(sampleOf('creation'));
  const lines = text.split('\n').filter((line) => line.includes('/mot-de-passe/creer/'));
  expect(lines).toEqual(['http://localhost:8080/mot-de-passe/creer/Q2v8rT0mXc5nLwYb1KdEoA7uHsJ9pZ4gT3fWqRkNxBy']);
});

test('an establishment that may not be named is told by its SIRET', () => {
  const { subject, text } = renderMail({ ...sampleOf('creation'), establishmentName: null });
  expect(subject).toBe(`SIRET\u00a0${formatSiret('99990004600015')}\u00a0: créez votre mot de passe`);
  expect(text).toContain(`l’établissement de SIRET\u00a0${formatSiret('99990004600015')} a bien été reçue`);
});

test.each(refusalReasons)('a refusal says why in plain words: %s', (reason) => {
  const { text } = renderMail({ ...sampleOf('refused'), kind: 'refused', reason });
  expect(text).toMatchSnapshot();
  expect(text).not.toContain(reason);
});

test('a refusal whose reason has no words gives none, and says whom to call', () => {
  const { text } = renderMail({ ...sampleOf('refused'), kind: 'refused', reason: 'asked-by-phone' });
  expect(text).toContain('est refusée.');
  expect(text).toContain(helpDesk.phone);
});

test.each([
  ['acceptée', acceptedSample()],
  ['refusée', sampleOf('refused')],
] as const)('R59 a decision is said in the subject and in the first sentence: %s', (decision, content) => {
  const { subject, text } = renderMail(content);
  expect(subject).toContain(`demande `);
  expect(subject).toContain(decision);
  const [first] = text
    .split('Bonjour Nadia Martin,')
    .slice(1)
    .join('')
    .trim()
    .split(/[.:] ?/u);
  expect(first).toMatch(new RegExp(`^Votre demande d’inscription .* est ${decision}`, 'u'));
});

test('a refusal offers no second registration: it leads nowhere but to the telephone', () => {
  for (const reason of [...refusalReasons, null]) {
    const { html } = renderMail({ ...sampleOf('refused'), kind: 'refused', reason });
    expect(html).not.toMatch(/href=|inscrire/iu);
    expect(html).toContain(helpDesk.phone);
  }
});

test('a case that ends before any link was sent is not told of one', () => {
  for (const kind of ['expired', 'cancelled', 'address-changed'] as const)
    expect(renderMail(sampleOf(kind)).text).toMatch(/Si vous avez reçu (?:ici )?un lien/u);
});

test('the preview page has a sample of each', () => {
  expect(mailSamples().map(({ name }) => name)).toEqual([...mailKinds, 'creation-accepted', ...accountMailKinds]);
});
