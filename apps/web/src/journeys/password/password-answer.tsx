import type { ReactNode } from 'react';
import type { createPasswordResponse, Problem } from '../../api/generated/parcours.js';
import { Trouble, type Unanswered } from '../../ui/trouble.js';
import type { EndedState } from './link/ended-link-pages.js';
import { texts } from './texts.fr.js';

const endings: Partial<Record<Problem['code'], EndedState>> = {
  'link-used': 'used',
  'link-superseded': 'superseded',
  'link-expired': 'expired',
  'link-unknown': 'unknown',
};

/** How the link had ended before this password came, if that is the answer. */
export const endingOf = ({ data }: createPasswordResponse): EndedState | undefined =>
  'code' in data ? endings[data.code] : undefined;

/** Why a password is refused, one sentence a reason. */
export const refusalsIn = ({ errors, title }: Problem): string[] => errors?.map(({ message }) => message) ?? [title];

/** Above the form when the API could not judge; the link is none the worse for it. */
export const troubleOf = (answer: Unanswered): ReactNode => <Trouble {...{ answer, words: texts }} />;
