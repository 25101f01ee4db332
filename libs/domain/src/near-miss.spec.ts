import fc from 'fast-check';
import { nearMiss } from './near-miss.js';

test.each([
  ['nadia.martin@gmial.com', 'nadia.martin@gmail.com'],
  ['n@gmail.co', 'n@gmail.com'],
  ['n@gmail.fr', 'n@gmail.com'],
  ['N@Hotmial.FR', 'N@hotmail.fr'],
  ['n@hotnail.com', 'n@hotmail.com'],
  ['n@wanado.fr', 'n@wanadoo.fr'],
  ['n@ornage.fr', 'n@orange.fr'],
  ['n@srf.fr', 'n@sfr.fr'],
  ['n@outllok.com', 'n@outlook.com'],
  ['n@laposte.ne', 'n@laposte.net'],
])('%s is perhaps %s', (typed, meant) => expect(nearMiss(typed)).toBe(meant));

test.each([
  'n@gmail.com',
  'n@mairie.fr',
  'n@edf.fr',
  'n@orange.com',
  'n@laposte.fr',
  'n@exemple.fr',
  'n@cg31.fr',
  'n@mail.com',
  'n@ville-paris.fr',
  'gmial.com',
  '',
])('for %s nothing is suggested', (typed) => expect(nearMiss(typed)).toBeUndefined());

test('what is suggested keeps what stands before the @, and is suggested no more', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const meant = nearMiss(email);
      if (meant === undefined) return;
      expect(meant.startsWith(email.slice(0, email.lastIndexOf('@') + 1))).toBe(true);
      expect(nearMiss(meant)).toBeUndefined();
    }),
  );
});
