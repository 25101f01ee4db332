import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { BackLink, Button } from '../../../ui/buttons.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { type FormErrors, hasErrors, noErrors } from '../../../ui/form-errors.js';
import { IdentifierField } from '../../../ui/identifier-field.js';
import { Layout } from '../../../ui/layout.js';
import { Words } from '../../../ui/words.js';
import { texts } from './texts.fr.js';

interface Props {
  identifier?: string | undefined;
  errors?: FormErrors | undefined;
  notice?: ReactNode;
}

export const ForgottenPage = ({ identifier, errors = noErrors, notice }: Props): ReactNode => (
  <Layout title={texts.title} hasErrors={hasErrors(errors)}>
    <BackLink href={addresses.signIn} />
    <ErrorSummary errors={errors} />
    {notice}
    <h1>{texts.heading}</h1>
    <p className="lead">{texts.lead}</p>
    <form className="stack" action={addresses.forgottenPassword} method="post" noValidate>
      <IdentifierField errors={errors.identifiant} value={identifier} />
      <p>
        <Button>{texts.submit}</Button>
      </p>
    </form>
    <p>
      <Words text={texts.forgottenIdentifier} />
    </p>
  </Layout>
);
