import type { ReactNode } from 'react';
import { fill } from '../typography.js';
import { addresses } from '../ui/addresses.js';
import { BackLink, Button } from '../ui/buttons.js';
import { Details } from '../ui/details.js';
import { Field } from '../ui/field.js';
import { Layout } from '../ui/layout.js';
import { texts as ours } from '../ui/texts.fr.js';
import { Words } from '../ui/words.js';
import { findQuestions, type Question, type Topic } from './find-questions.js';
import { texts } from './texts.fr.js';

const { index: words } = texts;

/** The FAQ: each answer links to its action; searched by the server, so that it needs no script. */
export function HelpPage({ sought }: { sought: string }): ReactNode {
  const topics = findQuestions(sought);
  const isOnly = topics.flatMap(({ questions }) => questions).length === 1;
  return (
    <Layout title={words.title}>
      <BackLink href={addresses.home}>{ours.home}</BackLink>
      <h1>{words.heading}</h1>
      <p className="lead">{words.lead}</p>
      <form className="search" role="search" action={addresses.help} method="get">
        <Field {...{ id: 'q', label: words.search, defaultValue: sought, autoComplete: 'off', type: 'search' }} />
        <Button isQuiet>{words.find}</Button>
      </form>
      {sought ? <Found {...{ sought, topics }} /> : <Contents topics={topics} />}
      {topics.map(({ id, heading, questions }) => (
        <section key={id} className="stack" aria-labelledby={id}>
          <h2 id={id}>{heading}</h2>
          <div>
            {questions.map((question) => (
              <Answer key={question.id} {...question} isOpen={isOnly} />
            ))}
          </div>
        </section>
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

const Contents = ({ topics }: { topics: readonly Topic[] }): ReactNode => (
  <nav aria-label={words.contents}>
    <ul className="links">
      {topics.map(({ id, heading }) => (
        <li key={id}>
          <a href={`#${id}`}>{heading}</a>
        </li>
      ))}
    </ul>
  </nav>
);

/** Its anchor is inside, because a browser opens the `<details>` around the place that an address names. */
const Answer = ({ id, question, answer, action, isOpen }: Question & { isOpen: boolean }): ReactNode => (
  <Details summary={question} isOpen={isOpen}>
    <div id={id} className="stack">
      <p>{answer}</p>
      <p>
        <Words text={action} />
      </p>
    </div>
  </Details>
);
