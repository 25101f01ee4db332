import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { Button } from '../ui/buttons.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { type FormErrors, hasErrors, noErrors } from '../ui/form-errors.js';
import { IdentifierField } from '../ui/identifier-field.js';
import { Layout } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { PasswordField, PasswordToggle } from '../ui/password-field.js';
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
    <form className="stack sign-in" action={addresses.signIn} method="post" noValidate>
      <input type="hidden" name="suite" value={next} />
      <IdentifierField errors={errors.identifiant} value={identifier} />
      <PasswordField
        {...{ id: 'mot-de-passe', label: texts.password, errors: errors['mot-de-passe'], hasOwnToggle: false }}
        autoComplete="current-password"
      />
      <p className="sign-in-go">
        <Button isQuiet={isLocked}>{texts.submit}</Button>
      </p>
      {/* Beside their fields for the eye, after the button for the Tab key: nothing stands between the two fields and it. */}
      <p className="small sign-in-of-identifier">
        <a className="tap" href={addresses.forgottenIdentifier}>
          {ours.forgottenIdentifier}
        </a>
      </p>
      <div className="small actions sign-in-of-password">
        <PasswordToggle of="mot-de-passe" />
        <a className="tap" href={addresses.forgottenPassword}>
          {ours.forgottenPassword}
        </a>
      </div>
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
