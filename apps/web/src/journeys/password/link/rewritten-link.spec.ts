import { token } from '../../../testing/samples.js';
import { tokenIn } from './rewritten-link.js';

const dashed = 'Q2v8rT0mX-5nLwYb1K_EoA7uHsJ9pZ4g';

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
])('F9: a link survives %s', (_, text) => {
  expect(tokenIn(text)).toBe(text.includes('%2') && !text.includes(token.slice(0, 20)) ? dashed : token);
});

test.each(['', 'page', 'trop-court', '%E0%A4%A', '?x=1'])('%j holds no token', (text) => {
  expect(tokenIn(text)).toBeUndefined();
});
