import type { ReactNode } from 'react';
import { addresses } from './addresses.js';
import { BrandStones } from './stones.js';
import { texts } from './texts.fr.js';

const ways = {
  signIn: { href: addresses.signIn, words: texts.signIn, look: undefined },
  register: { href: addresses.register, words: texts.register, look: 'is-framed' },
  account: { href: addresses.account, words: texts.account, look: undefined },
} as const;
export type Way = keyof typeof ways;

export const Header = ({ way }: { way: Way }): ReactNode => (
  <header className="header">
    <div className="header-row wrap">
      <a className="brand" href={addresses.home}>
        <BrandStones />
        {texts.service}
      </a>
      <p className="demo">{texts.demo}</p>
      <nav className="nav" aria-label={texts.navigation}>
        <a href={addresses.help}>{texts.help}</a>
        <a className={ways[way].look} href={ways[way].href}>
          {ways[way].words}
        </a>
      </nav>
    </div>
  </header>
);
