import type { ReactNode } from 'react';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { hasErrors, noErrors } from '../../../ui/form-errors.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';
import { CaseFacts } from './case-facts.js';
import type { CaseProps } from './case-page.js';
import { CorrectAddress } from './correct-address.js';

const { blocked: words } = texts;

/** Only a person can mend it: a counsellor, or, where mail was refused, whoever registered with the right address. */
export function BlockedPage({ view, news, correction }: CaseProps): ReactNode {
  const mailMayBeRefused = correction !== undefined && view.deadline !== null;
  const errors = correction?.errors ?? noErrors;
  return (
    <Layout title={words.title} hasErrors={hasErrors(errors)}>
      <ErrorSummary errors={errors} />
      <h1>{words.heading}</h1>
      {news}
      <Notice icon="phone" tone="bad">
        <p>{words.words}</p>
        <p>
          <Words text={words.call} values={{ caseNumber: view.caseNumber }} />
        </p>
      </Notice>
      <CaseFacts view={view} />
      {mailMayBeRefused && (
        <>
          <p>
            <Words text={words.address} values={{ address: view.sentTo }} />
          </p>
          <CorrectAddress id={view.id} form={correction} />
        </>
      )}
    </Layout>
  );
}
