import { parseIdentifier } from '@app/domain';
import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { Button } from '../../../ui/buttons.js';
import { Details } from '../../../ui/details.js';
import { type FormErrors, hasErrors } from '../../../ui/form-errors.js';
import { IdentifierField } from '../../../ui/identifier-field.js';
import { HiddenNumbers } from '../numbers/hidden-numbers.js';
import type { Numbers } from '../numbers/numbers-form.js';
import { texts } from '../texts.fr.js';

const { tell: words } = texts.registered;

interface Props {
  numbers: Numbers;
  errors: FormErrors;
}

/** F11: « Prévenir un administrateur ». Whoever was refused at « Se connecter » has given the identifiant already. */
export function TellAdministrators({ numbers, errors }: Props): ReactNode {
  if (parseIdentifier(numbers.identifier ?? '') && !hasErrors(errors)) {
    return (
      <>
        <h2>{words.heading}</h2>
        <p>{words.words}</p>
        <form action={addresses.tellAdministrators} method="post">
          <HiddenNumbers {...numbers} />
          <Button>{words.submit}</Button>
        </form>
      </>
    );
  }
  const { identifier, ...hidden } = numbers;
  return (
    <Details summary={words.heading} isOpen={hasErrors(errors)}>
      <form className="stack" action={addresses.tellAdministrators} method="post" noValidate>
        <p>{words.words}</p>
        <HiddenNumbers {...hidden} />
        <IdentifierField label={words.identifier} errors={errors.identifiant} value={identifier} />
        <p>
          <Button>{words.submit}</Button>
        </p>
      </form>
    </Details>
  );
}
