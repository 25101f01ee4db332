import type { ReactNode } from 'react';
import type { IdentifierRecovery } from '../../api/generated/parcours.js';
import { addresses } from '../../ui/addresses.js';
import { BackLink, Button } from '../../ui/buttons.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { Field } from '../../ui/field.js';
import { type FormErrors, hasErrors, noErrors } from '../../ui/form-errors.js';
import { Layout } from '../../ui/layout.js';
import { Notice } from '../../ui/notice.js';
import { SiretField } from '../../ui/siret-field.js';
import { Words } from '../../ui/words.js';
import { texts } from './texts.fr.js';

interface Props {
  form?: IdentifierRecovery | undefined;
  errors?: FormErrors | undefined;
  notice?: ReactNode;
}

/** F6: what only the holder knows together. */
export const RecoveryPage = ({ form, errors = noErrors, notice }: Props): ReactNode => (
  <Layout title={texts.title} hasErrors={hasErrors(errors)}>
    <BackLink href={addresses.signIn} />
    <ErrorSummary errors={errors} />
    {notice}
    <h1>{texts.heading}</h1>
    <p className="lead">{texts.lead}</p>
    <form className="stack" action={addresses.forgottenIdentifier} method="post" noValidate>
      <SiretField label={texts.siret} hint={texts.siretHint} errors={errors.siret} value={form?.siret} />
      <Field
        {...{ id: 'nom', label: texts.lastName, hint: texts.nameHint, errors: errors.nom }}
        {...{ defaultValue: form?.lastName, autoComplete: 'family-name', spellCheck: false }}
      />
      <Field
        {...{ id: 'prenom', label: texts.firstName, errors: errors.prenom }}
        {...{ defaultValue: form?.firstName, autoComplete: 'given-name', spellCheck: false }}
      />
      <Field
        {...{ id: 'courriel', label: texts.email, hint: texts.emailHint, errors: errors.courriel, type: 'email' }}
        {...{ defaultValue: form?.email, autoComplete: 'email', spellCheck: false }}
      />
      <p>
        <Button>{texts.submit}</Button>
      </p>
    </form>
  </Layout>
);

/** R36: one refusal whatever does not match, with the ways out. */
export const NoMatchNotice = (): ReactNode => (
  <Notice icon="alert" tone="bad" isNews>
    <p>
      <Words text={texts.noMatch.words} />
    </p>
    <p>{texts.noMatch.advice}</p>
    <p>
      <Words text={texts.noMatch.register} />
    </p>
  </Notice>
);
