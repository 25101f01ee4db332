import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { Button } from '../ui/buttons.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { type FormErrors, hasErrors, noErrors } from '../ui/form-errors.js';
import { IdentifierField } from '../ui/identifier-field.js';
import { Layout } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { PasswordField } from '../ui/password-field.js';
import { texts as ours } from '../ui/texts.fr.js';
import { Words } from '../ui/words.js';
import { LockedNotice } from './sign-in-notices.js';
import { texts } from './texts.fr.js';

interface Props {
  identifier?: string | undefined;
  /** One of our own pages (`nextPage`). */
  next: string;
  errors?: FormErrors | undefined;
  notice?: ReactNode;
  /** F10: then the one next step is « Mot de passe oublié ». */
  isLocked?: boolean;
}

/** F3, F6, F7: identifiant and password, a way out for each, and « Inscrire un établissement » at the top right. */
export const SignInPage = ({
  identifier = '',
  next,
  errors = noErrors,
  notice,
  isLocked = false,
}: Props): ReactNode => (
  <Layout title={texts.title} hasErrors={hasErrors(errors)} offersRegistration>
    <ErrorSummary errors={errors} />
    {notice}
    {isLocked && <LockedNotice identifier={identifier} />}
    <h1>{texts.heading}</h1>
    <form className="stack" action={addresses.signIn} method="post" noValidate>
      <input type="hidden" name="suite" value={next} />
      <IdentifierField errors={errors.identifiant} value={identifier} />
      <p className="small">
        <a className="tap" href={addresses.forgottenIdentifier}>
          {ours.forgottenIdentifier}
        </a>
      </p>
      <PasswordField
        {...{ id: 'mot-de-passe', label: texts.password, errors: errors['mot-de-passe'] }}
        autoComplete="current-password"
      />
      <p className="small">
        <a className="tap" href={addresses.forgottenPassword}>
          {ours.forgottenPassword}
        </a>
      </p>
      <p>
        <Button isQuiet={isLocked}>{texts.submit}</Button>
      </p>
    </form>
    <Notice icon="about">
      <p>{texts.lockRule}</p>
    </Notice>
    <h2>{texts.registerHeading}</h2>
    <p>
      <Words text={texts.register} />
    </p>
  </Layout>
);
