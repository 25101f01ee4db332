import fc from 'fast-check';
import { token } from '../../../testing/samples.js';
import { tokenIn } from './rewritten-link.js';

const dashed = 'Q2v8rT0mX-5nLwYb1K_EoA7uHsJ9pZ4gT3fWqRkNxBy';

test.each([
  ['as it was sent', token],
  ['percent-encoded', dashed.replace('-', '%2D').replace('_', '%5F')],
  ['percent-encoded twice', dashed.replace('-', '%252D').replace('_', '%255F')],
  ['with the dot of its sentence', `${token}.`],
  ['with the bracket it stood in', `${token}>`],
  ['with both its brackets', `%3C${token}%3E.`],
  ['with parameters appended', `${token}&utm_source=filtre`],
  ['with encoded parameters appended', `${token}%3Fsource%3Dfiltre`],
  ['broken over two lines', `${token.slice(0, 20)}=\r\n${token.slice(20)}`],
  ['with a space where a line broke', `${token.slice(0, 20)}%20${token.slice(20)}`],
  ['with a character nobody sees', `${token.slice(0, 20)}\u200b${token.slice(20)}`],
  ['with a percent sign of nothing', `${token}%`],
  ['with a bracket before and a percent sign after', `%3C${token}%`],
  ['with the next word stuck to it', `${token}Cordialement`],
  ['with the next word after a space', `${token}%20Cordialement`],
  ['with its own address again', `${token}https://parcours.example/mot-de-passe/creer/${token}`],
  ['with a soft break whose line end is gone', `${token.slice(0, 20)}=${token.slice(20)}`],
  ['with a soft break and a space', `${token.slice(0, 30)}=%20${token.slice(30)}`],
  ['with an encoded soft break', `${token.slice(0, 30)}%3D%0D%0A${token.slice(30)}`],
  ['with a soft break at its end', `${token}=`],
  ['with a soft break before a figure that looks encoded', `${token.slice(0, 1)}=${token.slice(1)}`],
  ['quoted-printable', dashed.replace('-', '=2D').replace('_', '=5f')],
  ['with the marks that turn the text', `\u2068${token}\u2069`],
  ['with tags nobody sees', `${token.slice(0, 9)}\u{e0020}${token.slice(9)}`],
])('F9: a link survives %s', (_, text) => {
  expect(tokenIn(text)).toBe(/[%=](?:25)?2D/u.test(text) ? dashed : token);
});

test('F9: wherever one line was broken, and whatever surrounds it, the token is the one that was sent', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'];
  const tokens = fc.array(fc.constantFrom(...letters), { minLength: 43, maxLength: 43 }).map((all) => all.join(''));
  const broken = fc.constantFrom('', '=', '=\r\n', '%20', ' ', '\u00ad', '%3D%0A', '\u200b', '=\n ');
  const before = fc.constantFrom('', '<', '%3C', '"', '(', '«\u00a0', '%E2%80%9C', '\u2067');
  const after = fc.constantFrom('', '>', '.', '=', ')', '%3E.', '&x=1', '%', '/suite', ' merci', '\u2069');
  fc.assert(
    fc.property(tokens, broken, fc.integer({ min: 1, max: 42 }), before, after, (sent, by, at, start, end) => {
      const looksQuoted = /^(?:2D|5F)/iu.test(sent.slice(at));
      fc.pre(!looksQuoted || !by.includes('='));
      expect(tokenIn(start + sent.slice(0, at) + by + sent.slice(at) + end)).toBe(sent);
    }),
  );
});

test.each(['', 'page', 'trop-court', '%E0%A4%A', '?x=1'])('%j holds no token', (text) => {
  expect(tokenIn(text)).toBeUndefined();
});
