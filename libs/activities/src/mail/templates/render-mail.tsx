import { compile } from 'html-to-text';
import { renderToStaticMarkup } from 'react-dom/server';
import { accountBodyOf } from './account-bodies.js';
import { accountTitles, accountWords } from './account-texts.fr.js';
import { bodyOf } from './bodies.js';
import type { AccountMailContent, MailContent } from './mail-content.js';
import { MailLayout, Paragraph, Unbroken } from './primitives.js';
import { subject, titles, words } from './texts.fr.js';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** The same content, for eyes and for machines: the text part is made from the HTML, each address once and on one line. */
export function renderMail(content: MailContent): RenderedMail {
  const title = { ...titles, ...accountTitles }[content.kind];
  const html = `<!DOCTYPE html>${renderToStaticMarkup(
    <MailLayout title={title} footer={<Footer content={content} />}>
      <Paragraph>{words.hello(content)}</Paragraph>
      {isAboutAccount(content) ? accountBodyOf(content) : bodyOf(content)}
    </MailLayout>,
  )}`;
  return { subject: subject(title), html, text: textOf(html) };
}

const isAboutAccount = (content: MailContent): content is AccountMailContent => content.kind in accountTitles;

const Footer = ({ content }: { content: MailContent }) => (
  <>
    {content.caseNumber !== null && (
      <>
        {words.caseNumber}
        <Unbroken>{content.caseNumber}</Unbroken>
        <br />
      </>
    )}
    {/* The creation mail says it in its first sentence. */}
    {'receivedAt' in content && content.kind !== 'creation' && (
      <>
        {words.requestReceived(content)}
        <br />
      </>
    )}
    {words.question}
    {'link' in content && (
      <>
        <br />
        {content.kind === 'reset' ? accountWords.nothingAsked : words.nothingAsked}
      </>
    )}
  </>
);

/** Compiled once: that is most of its work. */
const textOf = compile({
  wordwrap: false,
  selectors: [
    // No button here: its label announces the address, and what is said about buttons is left out.
    { selector: 'a.m-button', format: 'inline' },
    { selector: 'span.mail-button-hint', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    { selector: 'h1', options: { uppercase: false } },
  ],
});
