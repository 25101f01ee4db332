import type { ReactNode } from 'react';
import { fill } from '../typography.js';
import { Footer } from './footer.js';
import { Header, type Way } from './header.js';
import { HelpDesk } from './help-desk.js';
import { usePageFiles } from './page-files.js';
import { texts } from './texts.fr.js';

interface Props {
  /** Without the service's name; « Erreur : » goes before it when a form has to be corrected. */
  title: string;
  hasErrors?: boolean;
  /** The way at the top right; on « Se connecter » it is « Inscrire un établissement » (F3). */
  way?: Way;
  children: ReactNode;
}

/** A whole document: what every page has in the same place. */
export function Layout({ title, hasErrors = false, way = 'signIn', children }: Props): ReactNode {
  const { style, script, icon } = usePageFiles();
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{fill(hasErrors ? texts.titleWithError : texts.titleOf, { title })}</title>
        <link rel="icon" href={icon} type="image/svg+xml" />
        <link rel="stylesheet" href={style} />
        <script src={script} defer />
      </head>
      <body>
        <a className="skip hidden" href="#contenu">
          {texts.skip}
        </a>
        <Header way={way} />
        <div className="page wrap">
          <main id="contenu" tabIndex={-1}>
            {children}
          </main>
          <HelpDesk />
        </div>
        <Footer />
      </body>
    </html>
  );
}
