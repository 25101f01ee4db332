import type { ReactNode } from 'react';
import type { CurrentSession } from '../api/generated/parcours.js';
import { fill } from '../typography.js';
import { addresses } from '../ui/addresses.js';
import { BackLink, Button } from '../ui/buttons.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { type FormErrors, hasErrors, noErrors } from '../ui/form-errors.js';
import { Layout } from '../ui/layout.js';
import { PasswordField } from '../ui/password-field.js';
import { SessionEnd, SessionWarning } from './session-end.js';
import { texts } from './texts.fr.js';

const { change: words } = texts;

interface Props {
  session: CurrentSession;
  minLength: number;
  errors?: FormErrors | undefined;
  notice?: ReactNode;
}

export const ChangePasswordPage = ({ session, minLength, errors = noErrors, notice }: Props): ReactNode => (
  <Layout title={words.title} hasErrors={hasErrors(errors)}>
    <SessionWarning endsAt={session.endsAt} />
    <BackLink href={addresses.account}>{texts.title}</BackLink>
    <ErrorSummary errors={errors} />
    {notice}
    <h1>{words.heading}</h1>
    <p className="lead">{words.lead}</p>
    <form className="stack" action={addresses.changePassword} method="post" noValidate>
      {/* So that password managers know whose passwords these are. */}
      <input
        type="text"
        name="identifiant"
        autoComplete="username"
        value={session.account.identifier}
        readOnly
        hidden
      />
      <PasswordField
        {...{ id: 'actuel', label: words.current, errors: errors.actuel, autoComplete: 'current-password' }}
      />
      <PasswordField
        {...{ id: 'nouveau', label: words.next, hint: fill(words.nextHint, { minLength }), errors: errors.nouveau }}
      />
      <p>
        <Button>{words.submit}</Button>
      </p>
    </form>
    <SessionEnd endsAt={session.endsAt} />
  </Layout>
);
