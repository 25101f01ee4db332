import type { ReactNode } from 'react';
import { fill } from '../typography.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { HelpDesk } from './help-desk.js';
import { usePageFiles } from './page-files.js';
import { texts } from './texts.fr.js';

interface Props {
  /** Without the service's name; « Erreur : » goes before it when a form has to be corrected. */
  title: string;
  hasErrors?: boolean;
  /** On « Se connecter »: « Inscrire un établissement » at the top right (F3). */
  offersRegistration?: boolean;
  isHome?: boolean;
  children: ReactNode;
}

/** A whole document: what every page has in the same place. */
export function Layout({
  title,
  hasErrors = false,
  offersRegistration = false,
  isHome = false,
  children,
}: Props): ReactNode {
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
        <Header offersRegistration={offersRegistration} />
        <div className={isHome ? 'page wrap is-home' : 'page wrap'}>
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
