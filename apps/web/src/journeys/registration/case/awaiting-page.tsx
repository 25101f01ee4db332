import type { ReactNode } from 'react';
import type { RegistrationView } from '../../../api/generated/parcours.js';
import { Details } from '../../../ui/details.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { hasErrors, noErrors } from '../../../ui/form-errors.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { StepLine } from '../../../ui/step-line.js';
import { timeInWords } from '../../../ui/time-in-words.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';
import { CaseFacts } from './case-facts.js';
import type { CaseProps } from './case-page.js';
import { CorrectAddress } from './correct-address.js';
import { ResendForm } from './resend-form.js';

const { awaiting: words } = texts;

/** « Consultez votre messagerie »: where the mail went, until when, and what to do when it does not come (F5). */
export function AwaitingPage({ view, news, correction }: CaseProps): ReactNode {
  const errors = correction?.errors ?? noErrors;
  return (
    <Layout title={words.title} hasErrors={hasErrors(errors)}>
      <ErrorSummary errors={errors} />
      <StepLine here={3}>{words.step}</StepLine>
      <h1>{words.heading}</h1>
      {news}
      <Notice icon="mail" tone="waiting">
        <p className="lead">
          <Sent view={view} />
        </p>
        {view.deadline && (
          <p>
            <Words text={words.contains} values={{ date: timeInWords(view.deadline) }} />
          </p>
        )}
      </Notice>
      <CaseFacts view={view} />
      <p>{words.keep}</p>
      <h2>{words.missing}</h2>
      <p>{words.spam}</p>
      <ResendForm id={view.id} canResendAt={view.canResendAt} />
      <div>
        {correction && <CorrectAddress id={view.id} form={correction} />}
        <Details summary={words.linkTrouble}>
          <p>
            <Words text={words.linkTroubleAdvice} />
          </p>
        </Details>
      </div>
    </Layout>
  );
}

function Sent({ view: { sentTo, sentAt, delayed } }: { view: RegistrationView }): ReactNode {
  if (delayed) return words.delayed;
  if (sentAt === null) return <Words text={words.sending} values={{ address: sentTo }} />;
  return <Words text={words.sent} values={{ address: sentTo, date: timeInWords(sentAt) }} />;
}
