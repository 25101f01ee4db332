import type { ReactNode } from 'react';
import { fill } from '../../../typography.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink, Button } from '../../../ui/buttons.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { Field } from '../../../ui/field.js';
import { type FormErrors, hasErrors, noErrors } from '../../../ui/form-errors.js';
import { Layout } from '../../../ui/layout.js';
import { PasswordField } from '../../../ui/password-field.js';
import { texts } from '../texts.fr.js';
import type { CodeForm } from './code-form.js';

const { code: words } = texts;

interface Props {
  form?: CodeForm | undefined;
  errors?: FormErrors | undefined;
  minLength: number;
  notice?: ReactNode;
}

/** R17: the way for whoever's link was broken or rewritten. The code is judged together with a password only. */
export const CodePage = ({ form, errors = noErrors, minLength, notice }: Props): ReactNode => (
  <Layout title={words.title} hasErrors={hasErrors(errors)}>
    <BackLink href={addresses.signIn} />
    <ErrorSummary errors={errors} />
    {notice}
    <h1>{words.heading}</h1>
    <p className="lead">{words.lead}</p>
    <form className="stack" action={addresses.code} method="post" noValidate>
      <Field
        {...{
          id: 'qui',
          label: words.who,
          hint: words.whoHint,
          errors: errors.qui,
          look: 'number',
          defaultValue: form?.who,
        }}
        {...{ autoComplete: 'username', spellCheck: false }}
      />
      <Field
        {...{ id: 'code', label: words.code, hint: words.codeHint, errors: errors.code, look: 'code' }}
        {...{
          defaultValue: form?.code,
          autoComplete: 'one-time-code',
          autoCapitalize: 'characters',
          spellCheck: false,
        }}
      />
      <PasswordField
        {...{ id: 'mot-de-passe', label: words.password, hint: fill(words.passwordHint, { minLength }) }}
        errors={errors['mot-de-passe']}
      />
      <p>
        <Button>{words.submit}</Button>
      </p>
    </form>
    <p className="small soft">{words.limit}</p>
  </Layout>
);
