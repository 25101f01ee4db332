import { domainToASCII } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emailFault, isSameEmail, smtpAddress } from './email.js';

describe('R10 an e-mail address', () => {
  test.each([
    'marie@exemple.fr',
    'M.Dupont+mairie@Exemple.FR',
    'achats&marches@exemple.fr',
    "!#$%&'*+/=?^_`{|}~-@exemple.fr",
    "o'neil@exemple.fr",
    'a@a.co',
    'contact@mairie-évry.fr',
    'contact@пример.рф',
    'contact@xn--e1afmkfd.xn--p1ai',
    'contact@exemple.xn--p1ai',
    'contact@例え。テスト',
    `${'a'.repeat(64)}@exemple.fr`,
    `a@${'b'.repeat(63)}.fr`,
  ])('is what mail accepts: %s', (email) => {
    expect(emailFault(email)).toBeUndefined();
  });

  test.each([
    '',
    'marie',
    '@exemple.fr',
    'marie@',
    'marie@exemple',
    'marie@@exemple.fr',
    'marie@exemple.fr.',
    'marie@.fr',
    'marie@exemple..fr',
    '.marie@exemple.fr',
    'marie.@exemple.fr',
    'ma..rie@exemple.fr',
    'ma rie@exemple.fr',
    '"ma rie"@exemple.fr',
    'marie@exem ple.fr',
    'marie@exemple.fr, jean@exemple.fr',
    'Marie <marie@exemple.fr>',
    'marie@exemple.fr/x',
    'marie@exemple.fr:25',
    'marie@127.0.0.1',
    'marie@[127.0.0.1]',
    'marie@[::1]',
    'marie@1.2.3',
    'marie@-exemple.fr',
    'marie@ex_emple.fr',
    'marie@exemple.f',
    'marie@exemple.123',
    'marie@xn--.fr',
    'marie@exemple.xn--a',
    'marie@%65xemple.fr',
    `${'a'.repeat(65)}@exemple.fr`,
    `a@${'b'.repeat(64)}.fr`,
    `a@${'b.'.repeat(127)}fr`,
    `${'a'.repeat(60)}@${'é'.repeat(50)}.${'é'.repeat(50)}.${'b'.repeat(60)}.${'b'.repeat(60)}.fr`,
    '😀@exemple.fr',
  ])('is refused where mail would refuse it: %j', (email) => {
    expect(emailFault(email)).toBe('email');
  });

  test.each(['élise@exemple.fr', '用户@exemple.fr', 'ıan@exemple.fr'])(
    'with letters outside ASCII before the @ is refused in words of its own: %s',
    (email) => {
      expect(emailFault(email)).toBe('email-local');
    },
  );

  test('has its domain in ASCII for SMTP, as Node writes it, and stays as it is otherwise', () => {
    expect(smtpAddress('Contact&Co@Mairie-Évry.fr')).toBe(`Contact&Co@${domainToASCII('Mairie-Évry.fr')}`);
    expect(smtpAddress('no address')).toBe('@no address');
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9éàüßжあ]{1,20}$/u), (label) => {
        fc.pre(emailFault(`a@${label}.fr`) === undefined);
        expect(smtpAddress(`a@${label}.fr`)).toBe(`a@${domainToASCII(`${label}.fr`)}`);
      }),
    );
  });

  test('is one however its domain and its capitals are written', () => {
    expect(isSameEmail('Marie@Mairie-Évry.fr', `marie@${domainToASCII('mairie-évry.fr')}`)).toBe(true);
    expect(isSameEmail('marie@exemple.fr', 'marie@exemple.com')).toBe(false);
    expect(isSameEmail('marie@exemple.fr', 'mari@exemple.fr')).toBe(false);
  });

  test('that is accepted is ASCII on the wire, of 64 octets before the @ and 254 in all, in one piece', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'binary' }),
          fc.tuple(fc.string(), fc.domain()).map((both) => both.join('@')),
        ),
        (email) => {
          fc.pre(emailFault(email) === undefined);
          const sent = smtpAddress(email);
          expect(sent).toMatch(/^[!-~]{1,64}@[!-~]+$/u);
          expect(sent).not.toMatch(/[\s<>,;"()[\]]/u);
          expect(sent.length).toBeLessThanOrEqual(254);
        },
      ),
      { numRuns: 500 },
    );
  });
});
