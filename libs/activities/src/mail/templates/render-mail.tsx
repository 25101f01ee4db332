import { compile } from 'html-to-text';
import { renderToStaticMarkup } from 'react-dom/server';
import { accountBodyOf } from './account-bodies.js';
import { accountHeadings, accountPreview, accountWords } from './account-texts.fr.js';
import { bodyOf } from './bodies.js';
import type { AccountMailContent, MailContent } from './mail-content.js';
import { forWord, MailLayout, Paragraph, Unbroken } from './primitives.js';
import { type Heading, headings, preview, subject, words } from './texts.fr.js';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** The same content, for eyes and for machines: the text part is made from the HTML, each address once and on one line. */
export function renderMail(content: MailContent): RenderedMail {
  const { subject: what, title } = headingOf(content);
  const line = subject(content, what);
  const markup = renderToStaticMarkup(
    <MailLayout
      subject={line}
      preview={isAboutAccount(content) ? accountPreview(content) : preview(content)}
      title={title}
      footer={<Footer content={content} />}
    >
      <Paragraph>{words.hello(content)}</Paragraph>
      {isAboutAccount(content) ? accountBodyOf(content) : bodyOf(content)}
    </MailLayout>,
  );
  const html = `<!DOCTYPE html>${markup.replace('</title>', (end) => end + forWord)}`;
  return { subject: line, html, text: textOf(html) };
}

const headingOf = (content: MailContent): Heading =>
  isAboutAccount(content)
    ? accountHeadings[content.kind]
    : headings[content.kind === 'creation' && content.approved ? 'accepted' : content.kind];

const isAboutAccount = (content: MailContent): content is AccountMailContent => content.kind in accountHeadings;

const Footer = ({ content }: { content: MailContent }) => (
  <>
    {content.caseNumber !== null && (
      <>
        {words.caseNumber}
        <Unbroken>{content.caseNumber}</Unbroken>
        <br />
      </>
    )}
    {/* A creation mail that decides nothing says it in its first sentence. */}
    {'receivedAt' in content && (content.kind !== 'creation' || content.approved) && (
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
  formatters: {
    address: ({ attribs }, _walk, builder) => {
      builder.addInline(attribs.href ?? '');
    },
  },
  selectors: [
    { selector: 'div.mail-preview', format: 'skip' },
    // No button here: its label announces the address, and what is said about buttons is left out.
    { selector: 'a.m-button-link', format: 'inline' },
    { selector: 'span.mail-button-hint', format: 'skip' },
    { selector: 'a', format: 'address' },
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'td', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
  ],
});
