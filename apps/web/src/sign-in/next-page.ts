import { addresses } from '../ui/addresses.js';

/** Letters, digits, `-`, `_` and `/`, with one `/` to begin with: nothing a browser could read as another site. */
const ownPath = /^\/(?!\/)[\w/-]{0,200}$/u;

/** Where signing in leads: the page that was asked for when it is one of ours (no open redirect), else the account. */
export const nextPage = (asked: unknown): string =>
  typeof asked === 'string' && ownPath.test(asked) ? asked : addresses.account;

/** The way through « Se connecter » to a page that nobody may see unsigned. */
export const signInFirst = (page: string): string => `${addresses.signIn}?suite=${page}`;
