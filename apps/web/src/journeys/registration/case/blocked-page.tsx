import type { ReactNode } from 'react';
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
import { AddressForm, isUndelivered } from './correct-address.js';
import { LookAgain } from './look-again.js';
import { NearMiss } from './near-miss.js';

const { awaiting, blocked: words, undelivered } = texts;

/** Only a person can mend it: the one who registered, with the right address, or a counsellor. */
export function BlockedPage(props: CaseProps): ReactNode {
  const { view, news } = props;
  if (isUndelivered(view.blocked?.reason)) return <UndeliveredPage {...props} />;
  return (
    <Layout title={words.title}>
      <h1>{words.heading}</h1>
      {news}
      <Notice icon="phone" tone="bad">
        <p data-state>{words.words}</p>
        <p>
          <Words text={words.call} values={{ caseNumber: view.caseNumber }} />
        </p>
        <LookAgain view={view} />
      </Notice>
      <CaseFacts view={view} />
    </Layout>
  );
}

/** The cure first, then the telephone, then the technical words. */
function UndeliveredPage({ view, news, correction, own }: CaseProps): ReactNode {
  const errors = correction?.errors ?? noErrors;
  const { reason = 'mail-refused', since = view.updatedAt, reply = null } = view.blocked ?? {};
  const values = { address: view.sentTo, date: timeInWords(since) };
  const isNoMailbox = reply?.endsWith('5.1.1') ?? false;
  return (
    <Layout title={undelivered.title} hasErrors={hasErrors(errors)}>
      <ErrorSummary errors={errors} />
      <StepLine here={3}>{awaiting.step}</StepLine>
      <h1>{undelivered.heading}</h1>
      {news}
      <Notice icon="alert" tone="bad">
        <p className="lead" data-state>
          {reason === 'mail-undelivered' ? (
            <Words text={undelivered.late} values={values} />
          ) : (
            <Words text={isNoMailbox ? undelivered.noMailbox : undelivered.refused} values={values} />
          )}
        </p>
        <p>{correction ? undelivered.correct : undelivered.elsewhere}</p>
        <LookAgain view={view} />
      </Notice>
      <NearMiss id={view.id} own={own} />
      {correction && (
        <AddressForm
          id={view.id}
          form={{ ...correction, email: correction.email || (own?.email ?? '') }}
          label={undelivered.address}
        />
      )}
      <h2>{undelivered.exact}</h2>
      <p>
        <Words text={undelivered.call} values={{ caseNumber: view.caseNumber }} />
      </p>
      {reply !== null && (
        <Details summary={undelivered.technical}>
          <p>
            <Words text={undelivered.reply} values={{ reply, date: timeInWords(since) }} />
          </p>
          <p>
            <Words text={undelivered.sheet} />
          </p>
        </Details>
      )}
      <h2>{awaiting.yourCase}</h2>
      <CaseFacts view={view} />
    </Layout>
  );
}
