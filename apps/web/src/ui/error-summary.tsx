import type { ReactNode } from 'react';
import { frenchSpaces } from '../typography.js';
import { type FormErrors, hasErrors } from './form-errors.js';
import { texts } from './texts.fr.js';

/** First in main; takes the focus, so that it is read before the form. Nothing when nothing is wrong. */
export function ErrorSummary({ errors }: { errors: FormErrors }): ReactNode {
  if (!hasErrors(errors)) return null;
  const lines = Object.entries(errors).flatMap(([field, sentences]) =>
    sentences.map((sentence) => ({ field, sentence })),
  );
  return (
    <div className="errors card stack" role="alert" aria-labelledby="erreurs" tabIndex={-1} autoFocus>
      <p className="errors-title" id="erreurs">
        <strong>{texts.problem}</strong>
      </p>
      <ul className="errors-list">
        {lines.map(({ field, sentence }) => (
          <li key={sentence}>
            <a href={`#${field}`}>{frenchSpaces(sentence)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
