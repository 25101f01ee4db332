import { Children, type CSSProperties, type ReactNode } from 'react';
import { withIsolation } from './isolated.js';
import { words } from './texts.fr.js';

/** What Outlook's Word engine reads, and React does not know. */
declare module 'react' {
  interface CSSProperties {
    msoHide?: 'all';
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- merges with React's own declaration
  interface TdHTMLAttributes<T> {
    bgcolor?: string;
  }
}

const font = "'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const text: CSSProperties = {
  margin: 0,
  fontFamily: font,
  fontSize: '16px',
  lineHeight: '25px',
  wordBreak: 'break-word',
  color: '#1d2523',
};
const soft: CSSProperties = { ...text, fontSize: '15px', lineHeight: '23px', color: '#545d59' };
const bare = { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0 };

/** What cannot be inline: the phone and the dark scheme. Clients that drop it keep the rest. */
const notInline = `:root{color-scheme:light dark}
@media (max-width:600px){.m-sheet{width:100%!important}}
@media (prefers-color-scheme:dark){
.m-ground{background-color:#181715!important}.m-sheet{background-color:#22201d!important}.m-ink{color:#efeae1!important}
.m-soft{color:#b9b2a6!important}.m-link{color:#8fd6cd!important}.m-button{background-color:#8ad3ca!important;border-color:#8ad3ca!important}
.m-button-link{color:#06292b!important}.m-code{background-color:#2b2925!important;color:#efeae1!important}.m-rule{border-color:#403c36!important}}`;

/** Stands in the head. Word knows neither the fonts' list nor a link's padding: its cell is the button. React writes no comment. */
export const forWord = `<!--[if mso]><style>
table{border-collapse:collapse}
table,td,p,a,span,strong,h1{font-family:"Segoe UI",Arial,sans-serif!important;mso-line-height-rule:exactly}
td.m-code{font-family:Consolas,"Courier New",monospace!important}
td.m-button{padding:14px 26px!important}
</style><![endif]-->`;

/** Keeps what follows out of the inbox’s preview. */
const filler = '\u00a0\u200c'.repeat(75);

interface Layout {
  subject: string;
  /** What an inbox shows after the subject. */
  preview: string;
  title: string;
  footer: ReactNode;
  children: ReactNode;
}

export const MailLayout = ({ subject, preview, title, footer, children }: Layout) => (
  <html lang="fr">
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="x-apple-disable-message-reformatting" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
      <title>{subject}</title>
      <style>{notInline}</style>
    </head>
    <body className="m-ground" style={{ margin: 0, padding: 0, backgroundColor: '#f7f3ec' }}>
      <div
        className="mail-preview"
        style={{
          ...{ display: 'none', maxHeight: 0, overflow: 'hidden', msoHide: 'all' },
          ...{ fontSize: '1px', lineHeight: '1px', color: '#f7f3ec' },
        }}
      >
        {preview}
        {filler}
      </div>
      <main>
        <table
          {...bare}
          className="m-ground"
          width="100%"
          bgcolor="#f7f3ec"
          style={{ tableLayout: 'fixed', backgroundColor: '#f7f3ec' }}
        >
          <tbody>
            <tr>
              <td align="center" style={{ padding: '24px 12px' }}>
                <table
                  {...bare}
                  className="m-sheet"
                  width="560"
                  align="center"
                  bgcolor="#fffdf9"
                  style={{ maxWidth: '100%', textAlign: 'left', backgroundColor: '#fffdf9' }}
                >
                  <tbody>
                    <Band />
                    <Row padding="28px 28px 14px">
                      <h1 className="m-ink" style={{ ...text, fontSize: '26px', fontWeight: 700, lineHeight: '32px' }}>
                        {title}
                      </h1>
                    </Row>
                    {children}
                    <tr>
                      <td
                        className="m-soft m-rule"
                        style={{
                          ...{ padding: '16px 28px 28px', borderTop: '1px solid #dad2c3', fontFamily: font },
                          ...{ fontSize: '14px', lineHeight: '22px', color: '#545d59' },
                        }}
                      >
                        {footer}
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </main>
    </body>
  </html>
);

const Band = () => (
  <tr>
    <td
      bgcolor="#0d4347"
      style={{
        ...{ padding: '18px 28px', backgroundColor: '#0d4347', fontFamily: font },
        ...{ fontSize: '22px', fontWeight: 700, lineHeight: '26px', color: '#fdfaf3' },
      }}
    >
      {words.service}
      <br />
      <span style={{ fontSize: '13px', fontWeight: 400, lineHeight: '18px', color: '#bfd8d5' }}>
        {words.notOfficial}
      </span>
    </td>
  </tr>
);

/** The room around things is a cell's: Word keeps it there, and loses it on all that stands in a line. */
const Row = ({ padding = '0 28px 18px', children }: { padding?: string; children: ReactNode }) => (
  <tr>
    <td style={{ padding }}>{children}</td>
  </tr>
);

export const Paragraph = ({ children }: { children: ReactNode }) => (
  <Row>
    <p className="m-ink" style={text}>
      {Children.map(children, withIsolation)}
    </p>
  </Row>
);

/** The message’s one action, and its address in full for the person who cannot press it. */
export const Action = ({ href, label, rawLabel }: { href: string; label: string; rawLabel: string }) => (
  <>
    <Row>
      <table {...bare}>
        <tbody>
          <tr>
            <td
              className="m-button"
              bgcolor="#0d4f53"
              style={{
                ...{ padding: '10px 18px', border: '2px solid #0d4f53' },
                ...{ borderRadius: '8px', backgroundColor: '#0d4f53' },
              }}
            >
              <a
                className="m-button-link"
                href={href}
                style={{
                  ...{ display: 'inline-block', padding: '4px 8px', fontFamily: font, fontSize: '17px' },
                  ...{ fontWeight: 700, lineHeight: '21px', color: '#ffffff', textDecoration: 'none' },
                }}
              >
                {label}
              </a>
            </td>
          </tr>
        </tbody>
      </table>
    </Row>
    <Row>
      <p className="m-soft" style={soft}>
        <span className="mail-button-hint">
          {rawLabel}
          <br />
        </span>
        <RawLink href={href} />
      </p>
    </Row>
  </>
);

const RawLink = ({ href, children = href }: { href: string; children?: string }) => (
  <a className="m-link" href={href} style={{ color: '#0a595d', wordBreak: 'break-word', overflowWrap: 'anywhere' }}>
    {children}
  </a>
);

/** As people type it. The text part has it in full. */
export const ShortLink = ({ href }: { href: string }) => (
  <RawLink href={href}>{href.replace(/^https?:\/\//u, '')}</RawLink>
);

/** On one line, also on a phone: it is read aloud and typed. */
export const Code = ({ children }: { children: string }) => (
  <Row>
    <table {...bare} width="100%">
      <tbody>
        <tr>
          <td
            className="m-code"
            bgcolor="#ece6da"
            style={{
              ...{ padding: '14px 18px', borderRadius: '8px', backgroundColor: '#ece6da', color: '#1d2523' },
              ...{ fontFamily: 'Consolas,Menlo,monospace', fontSize: '24px', fontWeight: 700, lineHeight: '30px' },
              ...{ letterSpacing: '1px', whiteSpace: 'nowrap' },
            }}
          >
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  </Row>
);

/** A reference within a sentence, never cut at its dashes. */
export const Unbroken = ({ children }: { children: string }) => (
  <span style={{ whiteSpace: 'nowrap' }}>{children}</span>
);
