import { expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { composeMail } from '../../composed-mail.js';
import { establishmentName } from './establishment-name.js';
import { renderMail } from './render-mail.js';
import { accountSampleOf, sampleOf } from './samples.js';

test.each([
  ['CIAS de démonstration', 'CIAS de démonstration'],
  ['S.I.V.O.M. du Pays', 'S.I.V.O.M. du Pays'],
  ['BOOKING.COM', 'BOOKING. COM'],
  ['Gagnez sur https://www.exemple.fr/x', 'Gagnez sur https www. exemple. fr/x'],
  ['compta@exemple.fr', 'compta@exemple. fr'],
  ['CCAS\r\nBcc: autre@exemple.fr', 'CCAS Bcc: autre@exemple. fr'],
  ['\u202eSAIC\u2069\u00ad', 'SAIC'],
  ['  \u200b ', null],
  ['', null],
  [null, null],
])('a directory’s name %j stands in a mail as %j', (name, shown) => {
  expect(establishmentName(name, 60)).toBe(shown);
});

test('a long name is cut between words, a name without spaces where it must be, none within a letter', () => {
  const long = 'Syndicat intercommunal à vocation multiple du pays de la haute vallée et de ses environs';
  expect(establishmentName(long, 60)).toBe('Syndicat intercommunal à vocation multiple du pays de la…');
  expect(establishmentName('é'.normalize('NFD').repeat(80), 60)).toBe(`${'é'.normalize('NFD').repeat(59)}…`);
  expect(establishmentName('x'.repeat(60), 60)).toBe('x'.repeat(60));
});

test.each([sampleOf('creation'), accountSampleOf('locked')])(
  'R10 a hostile name adds no header to $kind, turns nothing, and is no link in subject or parts',
  async (content) => {
    const hostile = `\u202eCCAS\r\nBcc: autre@exemple.fr\r\n\r\nhttps://piege.example/ ${'x'.repeat(300)}`;
    const named = { ...content, establishmentName: hostile };
    const leased = {
      ...{ id: '1', attempt: 1, messageName: 'm', firstName: 'Nadia', lastName: 'Martin', siret: content.siret },
      ...{ establishmentName: hostile, recipient: 'nadia@exemple.fr', deadline: null, link: null },
    };
    const settings = { linkKeys: [], mailFrom: 'Parcours <p@exemple.fr>', publicUrl: content.publicUrl };
    const read = await simpleParser((await composeMail(leased, named, settings)).raw);
    expect(read.headers.has('bcc')).toBe(false);
    expect(read.subject).toMatch(/^CCAS Bcc: autre@exemple\. fr https piege\. example\//u);
    const { html, text } = renderMail(named);
    for (const part of [html, text]) expect(part).not.toMatch(/\u202e|piege\.example|autre@exemple\.fr|x{200}/u);
  },
);
