import type { ReactElement, ReactNode } from 'react';
import type { LinkView } from '../../../api/generated/parcours.js';
import { fill } from '../../../typography.js';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { Details } from '../../../ui/details.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { timeInWords } from '../../../ui/time-in-words.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';
import type { LinkPurpose } from './link-purpose.js';

const { ended, unknown, linkLess } = texts;

export type EndedState = 'used' | 'superseded' | 'expired' | 'unknown';

/** Where another mail is asked for. */
const askAgain = { creation: addresses.register, reset: addresses.forgottenPassword } as const;

interface Props {
  purpose: LinkPurpose;
  link?: LinkView | undefined;
}

/** A link that gives no password any more: each way has a page that says which, with one next step. */
export function endedLinkPage(
  state: EndedState,
  purpose: LinkPurpose,
  link?: LinkView,
): { page: ReactElement; status: number } {
  switch (state) {
    case 'used':
      return { page: <UsedPage {...{ purpose, link }} />, status: 200 };
    case 'superseded':
      return { page: <SupersededPage {...{ purpose }} />, status: 200 };
    case 'expired':
      return { page: <ExpiredPage {...{ purpose, link }} />, status: 410 };
    case 'unknown':
      return { page: <UnknownPage />, status: 404 };
  }
}

/** R09: the way in, not an error. */
function UsedPage({ purpose, link }: Props): ReactNode {
  const { used } = ended[purpose];
  return (
    <Layout title={used.title}>
      <h1>{used.heading}</h1>
      <Notice icon="done" tone="good">
        <p>{link?.establishmentName ? fill(used.wordsOf, { establishment: link.establishmentName }) : used.words}</p>
      </Notice>
      <p className="actions">
        <ButtonLink href={addresses.signIn}>{ended.signIn}</ButtonLink>
      </p>
      <p>
        <Words text={used.identifier} />
      </p>
      <p>{used.notYou}</p>
    </Layout>
  );
}

const AskAgain = ({ purpose }: Props): ReactNode => (
  <p className="actions">
    <ButtonLink href={askAgain[purpose]}>{ended[purpose].again}</ButtonLink>
  </p>
);

const SupersededPage = ({ purpose }: Props): ReactNode => (
  <Layout title={ended.supersededTitle}>
    <h1>{ended.supersededHeading}</h1>
    <p className="lead">{ended[purpose].superseded.words}</p>
    <p>{ended[purpose].superseded.advice}</p>
    <AskAgain purpose={purpose} />
  </Layout>
);

function ExpiredPage({ purpose, link }: Props): ReactNode {
  const { expired } = ended[purpose];
  return (
    <Layout title={ended.expiredTitle}>
      <h1>{ended.expiredHeading}</h1>
      {link && (
        <p className="lead">
          <Words text={expired.until} values={{ date: timeInWords(link.expiresAt) }} />
        </p>
      )}
      <p>{expired.advice}</p>
      <AskAgain purpose={purpose} />
      <Details summary={ended.newer}>
        <p>{expired.newerAdvice}</p>
      </Details>
    </Layout>
  );
}

/** F9: a filter rewrote it; the code is the other way. */
const UnknownPage = (): ReactNode => (
  <Layout title={unknown.title}>
    <h1>{unknown.heading}</h1>
    <p className="lead">{unknown.words}</p>
    <p className="actions">
      <ButtonLink href={addresses.code}>{texts.enterCode}</ButtonLink>
    </p>
    <p>
      <Words text={unknown.forIt} />
    </p>
  </Layout>
);

/** The clean page without its cookie: nothing says which link it was, nor whether it has been used since. */
export const LinkLessPage = (): ReactNode => (
  <Layout title={linkLess.title}>
    <h1>{linkLess.heading}</h1>
    <p className="lead">{linkLess.words}</p>
    <p>
      <Words text={linkLess.advice} />
    </p>
    <p className="actions">
      <ButtonLink href={addresses.code}>{texts.enterCode}</ButtonLink>
    </p>
  </Layout>
);
