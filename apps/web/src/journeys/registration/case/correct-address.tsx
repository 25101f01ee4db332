import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { Button } from '../../../ui/buttons.js';
import { Details } from '../../../ui/details.js';
import { Field } from '../../../ui/field.js';
import { type FormErrors, hasErrors } from '../../../ui/form-errors.js';
import { texts } from '../texts.fr.js';

const { awaiting: words } = texts;

/** The address as typed, and what is wrong with it. */
export interface CorrectionForm {
  email: string;
  errors: FormErrors;
}

export const CorrectAddress = ({ id, form: { email, errors } }: { id: string; form: CorrectionForm }): ReactNode => (
  <Details summary={words.correct} isOpen={hasErrors(errors) || email !== ''}>
    <form className="stack" action={`${addresses.case(id)}/adresse`} method="post" noValidate>
      <Field
        {...{ id: 'courriel', label: words.newAddress, hint: words.newAddressHint, errors: errors.courriel }}
        {...{ type: 'email', defaultValue: email, autoComplete: 'email', spellCheck: false }}
      />
      <p>
        <Button>{words.correct}</Button>
      </p>
    </form>
  </Details>
);
