import type { ReactNode } from 'react';
import type { LinkView } from '../../../api/generated/parcours.js';
import { fill } from '../../../typography.js';
import { Button } from '../../../ui/buttons.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { hasErrors } from '../../../ui/form-errors.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { PasswordField } from '../../../ui/password-field.js';
import { StepLine } from '../../../ui/step-line.js';
import { timeInWords } from '../../../ui/time-in-words.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';
import { linkPage, type LinkPurpose } from './link-purpose.js';

const { create: words } = texts;

interface Props {
  purpose: LinkPurpose;
  /** The clean page's own name: never the token. */
  page: string;
  /** Unknown while the API is away. */
  link: LinkView | undefined;
  minLength: number;
  refusals?: readonly string[] | undefined;
  notice?: ReactNode;
}

/** The form behind a valid link; only an acceptable password uses the link up (R16). */
export function CreatePage({ purpose, page, link, minLength, refusals = [], notice }: Props): ReactNode {
  const errors = { 'mot-de-passe': refusals };
  return (
    <Layout title={words[purpose].title} hasErrors={hasErrors(errors)}>
      <ErrorSummary errors={errors} />
      {notice}
      {purpose === 'creation' && <StepLine here={3}>{words.step}</StepLine>}
      <h1>{words[purpose].heading}</h1>
      <p>
        {link?.establishmentName && <Words text={words.whose} values={{ establishment: link.establishmentName }} />}
        {hasErrors(errors) && ` ${words.stillValid}`}
      </p>
      <Advice minLength={minLength} />
      <form className="stack" action={linkPage[purpose](page)} method="post" noValidate>
        <PasswordField {...{ id: 'mot-de-passe', label: words.password, hint: words.passwordHint, errors: refusals }} />
        <p>
          <Button>{words[purpose].submit}</Button>
        </p>
      </form>
      {link && (
        <p className="small soft">
          <Words text={words.until} values={{ date: timeInWords(link.expiresAt) }} />
        </p>
      )}
    </Layout>
  );
}

/** The rules before anything is typed. */
const Advice = ({ minLength }: { minLength: number }): ReactNode => (
  <>
    <h2>{words.rulesHeading}</h2>
    <ul>
      {words.rules.map((rule) => (
        <li key={rule}>{fill<string>(rule, { minLength })}</li>
      ))}
    </ul>
    <p>{words.noClasses}</p>
    <Notice icon="idea">
      <p>
        <Words text={words.phrase} />
      </p>
      <p className="small">{words.example}</p>
    </Notice>
  </>
);
