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
import { LookAgain } from './look-again.js';
import { NearMiss } from './near-miss.js';
import { ResendForm } from './resend-form.js';
import { WhatToLookFor } from './what-to-look-for.js';

const { awaiting: words } = texts;

/** « Consultez votre messagerie »: where the mail went, until when, and what to do when it does not come (F5). */
export function AwaitingPage({ view, news, correction, own, sender }: CaseProps): ReactNode {
  const errors = correction?.errors ?? noErrors;
  const isAccepted = view.sentAt !== null && !view.delayed;
  return (
    <Layout title={words.title} hasErrors={hasErrors(errors)}>
      <ErrorSummary errors={errors} />
      <StepLine here={3}>{words.step}</StepLine>
      <h1>{words.heading}</h1>
      {news}
      <Notice icon={isAccepted ? 'done' : 'mail'} tone={isAccepted ? 'good' : 'waiting'}>
        <p className="lead" data-state>
          <Sent view={view} />
        </p>
        {view.deadline && (
          <p>
            <Words text={words.contains} values={{ date: timeInWords(view.deadline) }} />
          </p>
        )}
        <LookAgain view={view} />
      </Notice>
      <NearMiss id={view.id} own={own} />
      {sender !== undefined && <WhatToLookFor sender={sender} />}
      <ResendForm id={view.id} canResendAt={view.canResendAt} />
      <h2>{words.yourCase}</h2>
      <CaseFacts view={view} />
      <p>{words.keep}</p>
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
