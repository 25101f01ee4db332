import type { ReactNode } from 'react';
import { type Answered, Trouble } from '../../ui/trouble.js';
import { texts } from './texts.fr.js';

/** Above a form that is shown again because the API could not take it: nothing typed is lost. */
export const troubleOf = (answer: Answered): ReactNode => <Trouble {...{ answer, words: texts.notices }} />;
