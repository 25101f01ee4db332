import type { ReactNode } from 'react';
import type { Establishment } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink, Button } from '../../../ui/buttons.js';
import { CheckboxField } from '../../../ui/checkbox-field.js';
import { DescriptionList } from '../../../ui/description-list.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { Field } from '../../../ui/field.js';
import { type FormErrors, hasErrors, noErrors } from '../../../ui/form-errors.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { Code, Siret } from '../../../ui/siret.js';
import { StepLine } from '../../../ui/step-line.js';
import { Words } from '../../../ui/words.js';
import { localRows } from '../establishment.js';
import { ChangeNumbers, HiddenNumbers } from '../numbers/hidden-numbers.js';
import type { Numbers } from '../numbers/numbers-form.js';
import { texts } from '../texts.fr.js';
import type { RequestForm } from './request-form.js';

const { request: words } = texts;

interface Props {
  numbers: Numbers;
  establishment: Establishment;
  directoryAway?: boolean;
  /** The API could not be asked: nothing is known of the establishment. */
  isUnchecked?: boolean;
  form: RequestForm;
  errors?: FormErrors | undefined;
  notice?: ReactNode;
}

/** Step 2: the establishment to confirm, and who asks. */
export const RequestPage = ({
  numbers,
  establishment,
  directoryAway = false,
  isUnchecked = false,
  form,
  errors = noErrors,
  notice,
}: Props): ReactNode => (
  <Layout title={words.title} hasErrors={hasErrors(errors)}>
    <BackLink href={addresses.register} />
    <ErrorSummary errors={errors} />
    {notice}
    <StepLine here={2}>{words.step}</StepLine>
    <h1>{words.heading}</h1>
    <EstablishmentCard {...{ numbers, establishment, isUnchecked: isUnchecked || directoryAway }} />
    {directoryAway && (
      <Notice icon="clock" tone="waiting">
        <p>{words.directoryAway}</p>
      </Notice>
    )}
    <h2>{words.whoHeading}</h2>
    <p>{words.who}</p>
    <form className="stack" action={addresses.request} method="post" noValidate>
      <HiddenNumbers {...numbers} />
      <input type="hidden" name="cle" value={form.key} />
      <ApplicantFields {...{ form, errors }} />
      <p>
        <Button hasArrow>{words.submit}</Button>
      </p>
    </form>
  </Layout>
);

type CardProps = Pick<Props, 'numbers' | 'establishment' | 'isUnchecked'>;

const EstablishmentCard = ({ numbers, establishment, isUnchecked }: CardProps): ReactNode => (
  <section className="card stack" aria-labelledby="etablissement">
    <h2 id="etablissement">{establishment.name ?? (isUnchecked ? words.toBeChecked : texts.facts.withheld)}</h2>
    <DescriptionList
      rows={[
        [texts.facts.siret, <Siret siret={establishment.siret} />],
        ...localRows(establishment),
        [texts.facts.contract, <Code>{numbers.contract.trim().toUpperCase()}</Code>],
      ]}
    />
    <ChangeNumbers numbers={numbers}>{words.change}</ChangeNumbers>
  </section>
);

const ApplicantFields = ({ form, errors = noErrors }: Pick<Props, 'form' | 'errors'>): ReactNode => (
  <>
    <Field
      {...{ id: 'nom', label: words.lastName, errors: errors.nom }}
      {...{ defaultValue: form.lastName, autoComplete: 'family-name' }}
    />
    <Field
      {...{ id: 'prenom', label: words.firstName, errors: errors.prenom }}
      {...{ defaultValue: form.firstName, autoComplete: 'given-name' }}
    />
    <Field
      {...{ id: 'courriel', label: words.email, hint: words.emailHint, errors: errors.courriel, type: 'email' }}
      {...{ defaultValue: form.email, autoComplete: 'email', spellCheck: false }}
    />
    <Field
      {...{ id: 'telephone', label: words.phone, hint: words.phoneHint, errors: errors.telephone, isOptional: true }}
      {...{ defaultValue: form.phone, type: 'tel', look: 'number', autoComplete: 'tel' }}
    />
    <CheckboxField
      {...{ id: 'conditions', isChecked: form.acceptsTerms, errors: errors.conditions }}
      label={<Words text={words.terms} />}
    />
  </>
);
