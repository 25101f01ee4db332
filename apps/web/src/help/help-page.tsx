import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { BackLink } from '../ui/buttons.js';
import { Details } from '../ui/details.js';
import { Layout } from '../ui/layout.js';
import { texts as ours } from '../ui/texts.fr.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

const { index: words, topics } = texts;

/** The FAQ: each answer links to its action. */
export const HelpPage = (): ReactNode => (
  <Layout title={words.title}>
    <BackLink href={addresses.home}>{ours.home}</BackLink>
    <h1>{words.heading}</h1>
    <p className="lead">{words.lead}</p>
    {topics.map(({ heading, questions }) => (
      <Topic key={heading} {...{ heading, questions }} />
    ))}
    <h2>{words.otherwiseHeading}</h2>
    <p>{words.otherwise}</p>
  </Layout>
);

interface TopicProps {
  heading: string;
  questions: readonly { question: string; answer: string; action: string }[];
}

const Topic = ({ heading, questions }: TopicProps): ReactNode => (
  <>
    <h2>{heading}</h2>
    <div>
      {questions.map(({ question, answer, action }) => (
        <Details key={question} summary={question}>
          <div className="stack">
            <p>{answer}</p>
            <p>
              <Words text={action} />
            </p>
          </div>
        </Details>
      ))}
    </div>
  </>
);
