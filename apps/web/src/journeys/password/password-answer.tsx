import type { ReactNode } from 'react';
import { type Answered, Trouble } from '../../ui/trouble.js';
import type { EndedState } from './link/ended-link-pages.js';
import { texts } from './texts.fr.js';

const endings: Partial<Record<string, EndedState>> = {
  'link-used': 'used',
  'link-superseded': 'superseded',
  'link-expired': 'expired',
  'link-unknown': 'unknown',
};

/** How the link had ended before this password came, if that is the answer. */
export const endingOf = ({ code }: Pick<Answered, 'code'>): EndedState | undefined => endings[code];

/** Above the form when the API could not judge; the link is none the worse for it. */
export const troubleOf = (answer: Answered): ReactNode => <Trouble {...{ answer, words: texts }} />;
