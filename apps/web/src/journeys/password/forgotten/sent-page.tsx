import type { ReactNode } from 'react';
import { fill } from '../../../typography.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink, Button } from '../../../ui/buttons.js';
import { Details } from '../../../ui/details.js';
import { HiddenIdentifier } from '../../../ui/identifier-field.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { NumberedSteps } from '../../../ui/numbered-steps.js';
import { Words } from '../../../ui/words.js';
import { texts } from './texts.fr.js';

const { sent: words } = texts;
const day = 24 * 60 * 60 * 1000;

interface Props {
  /** As it was typed in this browser. */
  identifier: string;
  /** In ms: the page says what is set. */
  linkLifetime: number;
}

/** The same for every identifier (R32): what to do, the spam folder, asking again (F8), the code. */
export function SentPage({ identifier, linkLifetime }: Props): ReactNode {
  const days = Math.floor(linkLifetime / day);
  const lifetime = days > 1 ? fill(words.lifetime.days, { count: days }) : words.lifetime.short;
  return (
    <Layout title={words.title}>
      <BackLink href={addresses.forgottenPassword} />
      <h1>{words.heading}</h1>
      <Notice icon="mail" tone="waiting">
        <p className="lead">{words.words}</p>
        <p>
          <Words text={words.contains} values={{ lifetime }} />
        </p>
      </Notice>
      <h2>{words.stepsHeading}</h2>
      <NumberedSteps steps={words.steps} />
      <h2>{words.missing}</h2>
      <p>{words.spam}</p>
      <form action={addresses.forgottenPassword} method="post">
        <HiddenIdentifier identifier={identifier} />
        <Button isQuiet>{words.again}</Button>
      </form>
      <div>
        <Details summary={words.linkTrouble}>
          <p>
            <Words text={words.linkTroubleAdvice} />
          </p>
        </Details>
        <Details summary={words.moved}>
          <p>{words.movedAdvice}</p>
        </Details>
      </div>
    </Layout>
  );
}
