import { renderToStaticMarkup } from 'react-dom/server';
import { fill, french, frenchSpaces } from './typography.js';
import { Words } from './ui/words.js';

test.each([
  ['Besoin d’aide ?', 'Besoin d’aide\u00a0?'],
  ['« spam »', '«\u00a0spam\u00a0»'],
  ['15 jours', '15\u00a0jours'],
  ['à 11 h 45', 'à 11\u00a0h\u00a045'],
  ['09 70 80 93 29', '09\u00a070\u00a080\u00a093\u00a029'],
  ['un mot, deux mots', 'un mot, deux mots'],
])('%s gets the spaces French wants', (plain, expected) => {
  expect(frenchSpaces(plain)).toBe(expected);
});

test('a catalogue keeps its shape, lists and all', () => {
  expect(french({ a: ['Un ?'], b: { c: 'Deux !' } })).toEqual({ a: ['Un\u00a0?'], b: { c: 'Deux\u00a0!' } });
});

test('values are put in as they are', () => {
  expect(fill('{a} et {b}', { a: '{b}', b: '$&' })).toBe('{b} et $&');
});

test('marks in values stay text, marks in a text of ours become elements', () => {
  const text = '**Pour {who}** : `{code}`, [ici](/aide)';
  const html = renderToStaticMarkup(Words({ text, values: { who: '[x](/y)', code: '**z**' } }));
  expect(html).toBe('<strong>Pour [x](/y)</strong> : <span class="code">**z**</span>, <a href="/aide">ici</a>');
});
