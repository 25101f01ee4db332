import type { ReactNode } from 'react';
import type { RegistrationView } from '../../../api/generated/parcours.js';
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

interface Props {
  id: string;
  form: CorrectionForm;
}

/** Where the page of the case has the form. */
export const canCorrect = ({ status, blocked }: RegistrationView): boolean =>
  status === 'awaiting-password' || (status === 'blocked' && isUndelivered(blocked?.reason));

/** What another address can mend. */
export const isUndelivered = (reason: string | undefined): boolean =>
  reason === 'mail-refused' || reason === 'mail-undelivered';

export const CorrectAddress = ({ id, form }: Props): ReactNode => (
  <Details summary={words.correct} isOpen={hasErrors(form.errors) || form.email !== ''}>
    <AddressForm id={id} form={form} label={words.newAddress} isQuiet />
  </Details>
);

export const AddressForm = ({
  id,
  form: { email, errors },
  label,
  isQuiet = false,
}: Props & { label: string; isQuiet?: boolean }): ReactNode => (
  <form className="stack" action={`${addresses.case(id)}/adresse`} method="post" noValidate>
    <Field
      {...{ id: 'courriel', label, hint: words.newAddressHint, errors: errors.courriel }}
      {...{ type: 'email', defaultValue: email, autoComplete: 'email', spellCheck: false }}
    />
    <p>
      <Button isQuiet={isQuiet}>{words.correctAndResend}</Button>
    </p>
  </form>
);
