import type { ReactNode } from 'react';
import { addresses } from './addresses.js';
import { usePageVisitor } from './page-visitor.js';
import { BrandStones } from './stones.js';
import { texts } from './texts.fr.js';

/** A way of the navigation; the page itself, or the part that it belongs to, is marked. */
const Way = ({ href, look, children }: { href: string; look?: string; children: string }): ReactNode => {
  const { path } = usePageVisitor();
  const current = path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined;
  return (
    <a className={look} href={href} aria-current={current}>
      {children}
    </a>
  );
};

/** `offersRegistration`: F3, on « Se connecter » the way at the top right is « Inscrire un établissement ». */
export function Header({ offersRegistration }: { offersRegistration: boolean }): ReactNode {
  const { isSignedIn } = usePageVisitor();
  return (
    <header className="header">
      <div className="header-row wrap">
        <a className="brand" href={addresses.home}>
          <BrandStones />
          {texts.service}
        </a>
        <p className="demo">{texts.demo}</p>
        <nav className="nav" aria-label={texts.navigation}>
          {isSignedIn && <Way href={addresses.account}>{texts.account}</Way>}
          <Way href={addresses.help}>{texts.help}</Way>
          {isSignedIn && (
            <form action={addresses.signOut} method="post">
              <button type="submit">{texts.signOut}</button>
            </form>
          )}
          {!isSignedIn && offersRegistration && (
            <Way href={addresses.register} look="is-framed">
              {texts.register}
            </Way>
          )}
          {!isSignedIn && !offersRegistration && <Way href={addresses.signIn}>{texts.signIn}</Way>}
        </nav>
      </div>
    </header>
  );
}
