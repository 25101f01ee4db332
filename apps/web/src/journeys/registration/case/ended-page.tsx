import type { ReactNode } from 'react';
import type { RegistrationView } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { StepLine } from '../../../ui/step-line.js';
import { texts } from '../texts.fr.js';
import { CaseFacts } from './case-facts.js';
import type { CaseProps } from './case-page.js';

const { completed, refused, expired, cancelled } = texts;

type Ended = 'completed' | 'refused' | 'expired' | 'cancelled';

/** How a case ended; the page of each ending says what can be done now. */
export function EndedPage({ view, news, status }: CaseProps & { status: Ended }): ReactNode {
  if (status === 'completed') return <CompletedPage view={view} news={news} />;
  const { title, heading, words, advice } = endingOf(view, status);
  return (
    <Layout title={title}>
      <h1>{heading}</h1>
      {news}
      <Notice icon="alert" tone="bad">
        <p data-state>{words}</p>
      </Notice>
      <CaseFacts view={view} />
      {advice && <p>{advice}</p>}
      <p className="actions">
        <ButtonLink href={addresses.register}>{texts.registerAgain}</ButtonLink>
      </p>
    </Layout>
  );
}

const CompletedPage = ({ view, news }: Pick<CaseProps, 'view' | 'news'>): ReactNode => (
  <Layout title={completed.title}>
    <StepLine here={4}>{completed.step}</StepLine>
    <h1>{completed.heading}</h1>
    {news}
    <Notice icon="done" tone="good">
      <p data-state>{completed.words}</p>
      <p>{completed.keep}</p>
    </Notice>
    <CaseFacts view={view} />
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{completed.signIn}</ButtonLink>
    </p>
  </Layout>
);

interface Ending {
  title: string;
  heading: string;
  words: string;
  advice?: string;
}

/** A case without a deadline waited for us, not for a password. */
function endingOf({ reason, deadline }: RegistrationView, status: Exclude<Ended, 'completed'>): Ending {
  if (status === 'expired') return deadline === null ? expired.review : expired;
  if (status === 'cancelled') return cancelled;
  const { reasons, other, ...said } = refused;
  return { ...said, words: reasons[reason as keyof typeof reasons] ?? other };
}
