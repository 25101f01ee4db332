import { Children, type CSSProperties, type ReactNode } from 'react';
import { withIsolation } from './isolated.js';
import { words } from './texts.fr.js';

const font = "system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const text: CSSProperties = {
  margin: '0 0 16px',
  fontFamily: font,
  fontSize: '16px',
  lineHeight: 1.6,
  color: '#1d2523',
};

/** What cannot be inline: the dark scheme. Clients that drop it keep the light one. */
const dark = `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){
.m-ground{background:#181715!important}.m-sheet{background:#22201d!important}.m-ink{color:#efeae1!important}
.m-soft{color:#b9b2a6!important}.m-link{color:#8fd6cd!important}.m-button{background:#8ad3ca!important;color:#06292b!important}
.m-code{background:#2b2925!important;color:#efeae1!important}.m-rule{border-color:#403c36!important}}`;

export function MailLayout({ title, footer, children }: { title: string; footer: ReactNode; children: ReactNode }) {
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style>{dark}</style>
      </head>
      <body className="m-ground" style={{ margin: 0, padding: 0, background: '#f7f3ec' }}>
        <main>
          <table
            className="m-ground"
            role="presentation"
            style={{ width: '100%', borderCollapse: 'collapse', background: '#f7f3ec' }}
          >
            <tbody>
              <tr>
                <td style={{ padding: '24px 12px' }}>
                  <table
                    className="m-sheet"
                    role="presentation"
                    style={{
                      width: '100%',
                      maxWidth: '560px',
                      margin: '0 auto',
                      borderCollapse: 'collapse',
                      background: '#fffdf9',
                    }}
                  >
                    <tbody>
                      <tr>
                        <td
                          style={{
                            padding: '18px 28px',
                            background: '#0d4347',
                            color: '#fdfaf3',
                            fontFamily: font,
                            fontSize: '22px',
                            fontWeight: 700,
                          }}
                        >
                          <div>{words.service}</div>
                          <div style={{ fontSize: '13px', fontWeight: 400, color: '#bfd8d5' }}>{words.notOfficial}</div>
                        </td>
                      </tr>
                      <tr>
                        <td style={{ padding: '28px' }}>
                          <h1 className="m-ink" style={{ ...text, fontSize: '26px', lineHeight: 1.2 }}>
                            {title}
                          </h1>
                          {children}
                          <p
                            className="m-soft m-rule"
                            style={{
                              ...text,
                              margin: 0,
                              paddingTop: '16px',
                              borderTop: '1px solid #dad2c3',
                              fontSize: '14px',
                              color: '#545d59',
                            }}
                          >
                            {footer}
                          </p>
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
}

export const Paragraph = ({ children }: { children: ReactNode }) => (
  <p className="m-ink" style={text}>
    {Children.map(children, withIsolation)}
  </p>
);

/** The message’s one action, and its address in full for whoever cannot press it. */
export const Action = ({ href, label, rawLabel }: { href: string; label: string; rawLabel: string }) => (
  <>
    <p className="mail-button" style={{ margin: '0 0 20px' }}>
      <a
        className="m-button"
        href={href}
        style={{
          display: 'inline-block',
          padding: '14px 26px',
          background: '#0d4f53',
          color: '#ffffff',
          fontFamily: font,
          fontSize: '17px',
          fontWeight: 700,
          lineHeight: 1.2,
          textDecoration: 'none',
          borderRadius: '8px',
        }}
      >
        {label}
      </a>
    </p>
    <p className="m-soft" style={{ ...text, fontSize: '15px', color: '#545d59' }}>
      <span className="mail-button-hint">
        {rawLabel}
        <br />
      </span>
      <RawLink href={href} />
    </p>
  </>
);

export const RawLink = ({ href }: { href: string }) => (
  <a className="m-link" href={href} style={{ color: '#0a595d', wordBreak: 'break-word', overflowWrap: 'anywhere' }}>
    {href}
  </a>
);

/** On one line, also on a phone: it is read aloud and typed. */
export const Code = ({ children }: { children: string }) => (
  <p
    className="m-code"
    style={{
      margin: '0 0 24px',
      padding: '14px 18px',
      background: '#ece6da',
      color: '#1d2523',
      fontFamily: 'Consolas,Menlo,monospace',
      fontSize: '24px',
      fontWeight: 700,
      letterSpacing: '1px',
      whiteSpace: 'nowrap',
      borderRadius: '8px',
    }}
  >
    {children}
  </p>
);

/** A reference within a sentence, never cut at its dashes. */
export const Unbroken = ({ children }: { children: string }) => (
  <span style={{ whiteSpace: 'nowrap' }}>{children}</span>
);
