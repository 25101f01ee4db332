import type { ReactNode } from 'react';
import { BackIcon, NextIcon } from './icons.js';
import { texts } from './texts.fr.js';

export const BackLink = ({ href, children = texts.back }: { href: string; children?: string }): ReactNode => (
  <a className="back" href={href}>
    <BackIcon />
    {children}
  </a>
);

interface ButtonProps {
  children: string;
  /** Outlined: everything but a page's one next step. */
  isQuiet?: boolean;
  hasArrow?: boolean;
}
const classOf = (isQuiet: boolean) => (isQuiet ? 'button is-quiet' : 'button');

export const Button = ({
  children,
  isQuiet = false,
  hasArrow = false,
  ...sent
}: ButtonProps & { name?: string; value?: string }): ReactNode => (
  <button className={classOf(isQuiet)} type="submit" {...sent}>
    {children}
    {hasArrow && <NextIcon />}
  </button>
);

export const ButtonLink = ({
  href,
  children,
  isQuiet = false,
  hasArrow = false,
}: ButtonProps & { href: string }): ReactNode => (
  <a className={classOf(isQuiet)} href={href}>
    {children}
    {hasArrow && <NextIcon />}
  </a>
);
