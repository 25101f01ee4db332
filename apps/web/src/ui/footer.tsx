import type { ReactNode } from 'react';
import { addresses } from './addresses.js';
import { texts } from './texts.fr.js';

const links = [
  [addresses.help, texts.help],
  [addresses.accessibility, texts.footer.accessibility],
  [addresses.privacy, texts.footer.privacy],
  [addresses.terms, texts.footer.terms],
] as const;

export const Footer = (): ReactNode => (
  <footer className="footer">
    <div className="wrap">
      <p className="small soft">{texts.footer.nature}</p>
      <ul className="footer-links">
        {links.map(([href, label]) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </div>
  </footer>
);
