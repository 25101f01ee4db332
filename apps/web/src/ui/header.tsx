import type { ReactNode } from 'react';
import { addresses } from './addresses.js';
import { BrandStones } from './stones.js';
import { texts } from './texts.fr.js';

export const Header = ({ way }: { way: 'signIn' | 'register' }): ReactNode => (
  <header className="header">
    <div className="header-row wrap">
      <a className="brand" href={addresses.home}>
        <BrandStones />
        {texts.service}
      </a>
      <p className="demo">{texts.demo}</p>
      <nav className="nav" aria-label={texts.navigation}>
        <a href={addresses.help}>{texts.help}</a>
        {way === 'signIn' ? (
          <a href={addresses.signIn}>{texts.signIn}</a>
        ) : (
          <a className="is-framed" href={addresses.register}>
            {texts.register}
          </a>
        )}
      </nav>
    </div>
  </header>
);
