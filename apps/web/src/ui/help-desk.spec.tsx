import { renderToStaticMarkup } from 'react-dom/server';
import { HelpDesk } from './help-desk.js';

test.each([
  ['a Monday at 10 in Paris', '2026-11-23T09:00:00Z', 'Ouvert actuellement'],
  ['lunch', '2026-11-23T11:50:00Z', 'Fermé, rouvre aujourd’hui à 13 h'],
  ['the evening before Christmas: not before Monday', '2026-12-24T17:00:00Z', 'Fermé, rouvre lundi à 9 h'],
  ['Easter Monday', '2027-03-29T08:00:00Z', 'Fermé, rouvre demain à 9 h'],
])('F14: on %s the line says so', (_, now, words) => {
  const html = renderToStaticMarkup(<HelpDesk now={new Date(now)} />).replaceAll('\u00a0', ' ');
  expect(html).toContain(words);
  expect(html).toContain('href="tel:+33970809329"');
});
