import type { ReactNode } from 'react';
import { Trouble, type Unanswered } from '../../ui/trouble.js';
import { texts } from './texts.fr.js';

/** Above a form that is shown again because the API could not take it: nothing typed is lost. */
export const troubleOf = (answer: Unanswered): ReactNode => <Trouble {...{ answer, words: texts.notices }} />;
