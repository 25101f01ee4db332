import type { ReactNode } from 'react';
import { fill } from '../typography.js';
import { addresses } from '../ui/addresses.js';
import { BackLink, Button } from '../ui/buttons.js';
import { Details } from '../ui/details.js';
import { Field } from '../ui/field.js';
import { Layout } from '../ui/layout.js';
import { texts as ours } from '../ui/texts.fr.js';
import { Words } from '../ui/words.js';
import { findQuestions, type Topic } from './find-questions.js';
import { texts } from './texts.fr.js';

const { index: words } = texts;

/** The FAQ: each answer links to its action; searched by the server, so that it needs no script. */
export function HelpPage({ sought }: { sought: string }): ReactNode {
  const topics = findQuestions(sought);
  return (
    <Layout title={words.title}>
      <BackLink href={addresses.home}>{ours.home}</BackLink>
      <h1>{words.heading}</h1>
      <p className="lead">{words.lead}</p>
      <form className="search" role="search" action={addresses.help} method="get">
        <Field {...{ id: 'q', label: words.search, defaultValue: sought, autoComplete: 'off', type: 'search' }} />
        <Button isQuiet>{words.find}</Button>
      </form>
      {sought && <Found {...{ sought, topics }} />}
      {topics.map((topic) => (
        <Questions key={topic.heading} topic={topic} />
      ))}
      <h2>{words.otherwiseHeading}</h2>
      <p>{words.otherwise}</p>
    </Layout>
  );
}

function Found({ sought, topics }: { sought: string; topics: readonly Topic[] }): ReactNode {
  const count = topics.flatMap(({ questions }) => questions).length;
  const sentence = count === 0 ? words.foundNone : count === 1 ? words.foundOne : words.found;
  return (
    <>
      <p role="status">{fill<string>(sentence, { count, sought })}</p>
      {count === 0 && <p>{words.noneAdvice}</p>}
      <p>
        <a href={addresses.help}>{words.all}</a>
      </p>
    </>
  );
}

const Questions = ({ topic: { heading, questions } }: { topic: Topic }): ReactNode => (
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
