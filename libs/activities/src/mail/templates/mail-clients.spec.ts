import { describe, expect, test } from '@jest/globals';
import { caniemail, type CanIEmailOptions } from 'caniemail';
import { mailSamples } from './samples.js';

const clients: CanIEmailOptions['clients'] = [
  ...(['outlook.windows', 'outlook.outlook-com', 'gmail.*', 'orange.*', 'sfr.*', 'apple-mail.*'] as const),
];

/** What some of these clients do not know, and what their readers are left with. */
const gracefulLosses: Record<string, string> = {
  '<bdi> element': 'its letters stay; marks that turn text have been taken from the name',
  '<body> element': 'the ground is the outer table’s too',
  '<style> element': 'all but dark scheme and phone is inline; the light sheet is shown',
  '@media': 'the light sheet, 560 px wide, that max-width keeps within a phone',
  'border-radius': 'square corners',
  'color-scheme CSS property': 'the client’s own dark scheme, or the light sheet',
  'color-scheme meta tag': 'the client’s own dark scheme, or the light sheet',
  'display:none': 'the preview stands above the sheet, 1 px high, in the colour of the ground',
  'lang attribute': 'the page around the message is French',
  'max-height property': 'the preview is hidden by display and mso-hide',
  overflow: 'the preview is hidden by display and mso-hide',
  'overflow-wrap': 'word-break says the same',
  'role attribute': 'tables of one column are read in order',
  'table-layout': 'widths are attributes',
  'text-decoration': 'the label of the button is underlined',
  'white-space': 'the sheet is wider than a code or a case number',
  'word-break': 'overflow-wrap says the same',
};

/** What some know in part only: what is used of it is in that part, or its loss is one of those above. */
const usedInPart: Record<string, string> = {
  '<body> element': 'becomes a div with its style',
  '<style> element': 'in the head, before what it is for, under 16 KB',
  '@media': 'by width and by scheme, not nested',
  'HTML comments': 'only Word reads what stands in one',
  background: 'colours only',
  'background-color': 'hexadecimal; where only words are known, bgcolor stands beside it',
  border: 'of cells, under 8 px',
  'cellpadding attribute': 'only to say 0, as cells’ own padding does',
  'cellspacing attribute': 'only to say 0',
  'color-scheme CSS property': 'the light sheet',
  'color-scheme meta tag': 'the light sheet',
  display: 'none and inline-block only',
  'display:none': 'of a div without tables or images',
  'font-size': 'in px',
  'font-weight': '400 and 700 only',
  'letter-spacing': '1 px',
  'line-height': 'in px, with mso-line-height-rule for Word',
  margin: '0 only',
  'max-width': 'width says the same, and a phone’s media query',
  overflow: 'hidden, of the preview',
  'overflow-wrap': 'word-break says the same',
  padding: 'of cells; what the button’s link loses, its cell has for Word',
  'table-layout': 'widths are attributes',
  'text-align': 'left only',
  'text-decoration': 'none only',
  'white-space': 'nowrap only',
  'width attribute': 'of tables and cells',
  'word-break': 'addresses are cut anywhere',
};

const titlesOf = (html: string, kind: 'errors' | 'warnings'): string[] =>
  [...caniemail({ clients, html }).issues[kind].values()].flatMap((issues) => issues.map(({ title }) => title));

test.each([
  ['errors', gracefulLosses],
  ['warnings', usedInPart],
] as const)(
  'R59 no mail asks more of Outlook, Gmail, Orange, SFR and Apple Mail than is said here: %s',
  (kind, known) => {
    const found = new Set(mailSamples().flatMap(({ html }) => titlesOf(html, kind)));
    expect([...found].sort()).toEqual(Object.keys(known).sort());
  },
);

describe.each(mailSamples())('mail $name', ({ html }) => {
  const elements = html.match(/<[a-z][^>]*>/gu) ?? [];

  test('Word: every ground is an attribute too, every line has its height in px, room is a cell’s', () => {
    for (const element of elements) {
      const ground = /background-color:(#\w+)/u.exec(element)?.[1];
      if (ground && !element.startsWith('<body')) expect(element).toContain(`bgcolor="${ground}"`);
      if (element.includes('font-size')) expect(element).toMatch(/line-height:\d+px/u);
      if (/[";]padding:/u.test(element)) expect(element).toMatch(/^<td|^<body|class="m-button-link"/u);
      if (element.startsWith('<table')) expect(element).toContain('role="presentation"');
      expect(element).not.toMatch(/system-ui|background:|[\d.]+r?em[;"]/u);
    }
  });

  test('Word has a font, and a button as large without its link’s padding', () => {
    const [, forWord] = /<!--\[if mso\]>(.*?)<!\[endif\]-->/su.exec(html) ?? [];
    expect(forWord).toContain('font-family:"Segoe UI",Arial,sans-serif!important');
    expect(forWord).toContain('td.m-button{padding:14px 26px!important}');
    expect(html.indexOf('<!--[if mso]>')).toBeLessThan(html.indexOf('<body'));
  });
});
