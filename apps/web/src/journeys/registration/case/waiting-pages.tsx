import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { NumberedSteps } from '../../../ui/numbered-steps.js';
import { timeInWords } from '../../../ui/time-in-words.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';
import { CaseFacts } from './case-facts.js';
import type { CaseProps } from './case-page.js';
import { LookAgain } from './look-again.js';

const { checking, review } = texts;

/** The answer was not there in 8 s: the journey goes on without the page. */
export const CheckingPage = ({ view, news }: CaseProps): ReactNode => (
  <Layout title={checking.title}>
    <h1>{checking.heading}</h1>
    {news}
    <Notice icon="clock" tone="waiting">
      <p data-state>{view.delayed ? checking.delayed : checking.words}</p>
      <p>
        <Words text={checking.mail} values={{ address: view.sentTo }} />
      </p>
    </Notice>
    <LookAgain view={view} />
    <CaseFacts view={view} />
  </Layout>
);

/** A counsellor decides. */
export const ReviewPage = ({ view, news }: CaseProps): ReactNode => (
  <Layout title={review.title}>
    <h1>{review.heading}</h1>
    {news}
    <Notice icon="pause" tone="waiting">
      <p data-state>{review.why}</p>
      <p>
        <Words text={review.wait} values={{ address: view.sentTo }} />
      </p>
      {view.reviewUntil && (
        <p>
          <Words text={review.until} values={{ date: timeInWords(view.reviewUntil) }} />
        </p>
      )}
    </Notice>
    <LookAgain view={view} />
    <CaseFacts view={view} />
    <h2>{review.nextHeading}</h2>
    <NumberedSteps steps={review.steps} />
    <p className="actions">
      <ButtonLink href={addresses.home} isQuiet>
        {review.home}
      </ButtonLink>
    </p>
  </Layout>
);
