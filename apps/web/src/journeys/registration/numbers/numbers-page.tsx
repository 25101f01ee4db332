import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { BackLink, Button } from '../../../ui/buttons.js';
import { Details } from '../../../ui/details.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { Field } from '../../../ui/field.js';
import { type FormErrors, hasErrors, noErrors } from '../../../ui/form-errors.js';
import { HiddenIdentifier } from '../../../ui/identifier-field.js';
import { Layout } from '../../../ui/layout.js';
import { SiretField } from '../../../ui/siret-field.js';
import { StepLine } from '../../../ui/step-line.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';
import type { Numbers } from './numbers-form.js';

const { numbers: words } = texts;

interface Props {
  numbers?: Numbers;
  errors?: FormErrors | undefined;
  /** What stands in the way beside the form's own errors. */
  notice?: ReactNode;
}

/** Step 1: two numbers decide on the way (F3, F4), also to the administrators of an account that has expired (F11). */
export function NumbersPage({ numbers, errors = noErrors, notice }: Props): ReactNode {
  const isRenewal = numbers?.identifier !== undefined;
  const { title, heading, lead } = isRenewal ? words.renewal : words;
  const isUnknown = errors.contrat?.includes(words.contractUnknown) ?? false;
  return (
    <Layout title={title} hasErrors={hasErrors(errors)}>
      <BackLink href={isRenewal ? addresses.signIn : addresses.home} />
      <ErrorSummary errors={errors} />
      {notice}
      {!isRenewal && <StepLine here={1}>{words.step}</StepLine>}
      <h1>{heading}</h1>
      <p className="lead">{lead}</p>
      <form className="stack" action={addresses.register} method="post" noValidate>
        <HiddenIdentifier identifier={numbers?.identifier} />
        <SiretField label={words.siret} hint={words.siretHint} errors={errors.siret} value={numbers?.siret} />
        <Field
          {...{
            id: 'contrat',
            label: words.contract,
            hint: words.contractHint,
            errors: errors.contrat,
            look: 'number',
          }}
          {...{ defaultValue: numbers?.contract, autoCapitalize: 'characters', autoComplete: 'off', spellCheck: false }}
        />
        <Details summary={words.where} isOpen={isUnknown}>
          <div className="stack">
            {[words.whereContract, words.whereSiret, words.whereBoth].map((text) => (
              <p key={text}>
                <Words text={text} />
              </p>
            ))}
          </div>
        </Details>
        {isUnknown && (
          <p>
            <Words text={words.whomToCall} />
          </p>
        )}
        <p>
          <Button hasArrow>{words.next}</Button>
        </p>
      </form>
    </Layout>
  );
}
