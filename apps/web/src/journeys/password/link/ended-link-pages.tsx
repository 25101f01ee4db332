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

const { used, superseded, expired, unknown, linkLess } = texts;

export type EndedState = 'used' | 'superseded' | 'expired' | 'unknown';

/** A link that creates no password any more: each way has a page that says which, with one next step. */
export function endedLinkPage(state: EndedState, link?: LinkView): { page: ReactElement; status: number } {
  switch (state) {
    case 'used':
      return { page: <UsedPage link={link} />, status: 200 };
    case 'superseded':
      return { page: <SupersededPage />, status: 200 };
    case 'expired':
      return { page: <ExpiredPage link={link} />, status: 410 };
    case 'unknown':
      return { page: <UnknownPage />, status: 404 };
  }
}

/** R09: the way in, not an error. */
const UsedPage = ({ link }: { link: LinkView | undefined }): ReactNode => (
  <Layout title={used.title}>
    <h1>{used.heading}</h1>
    <Notice icon="done" tone="good">
      <p>{link?.establishmentName ? fill(used.wordsOf, { establishment: link.establishmentName }) : used.words}</p>
    </Notice>
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{used.signIn}</ButtonLink>
    </p>
    <p>{used.identifier}</p>
    <p>{used.notYou}</p>
  </Layout>
);

const SupersededPage = (): ReactNode => (
  <Layout title={superseded.title}>
    <h1>{superseded.heading}</h1>
    <p className="lead">{superseded.words}</p>
    <p>{superseded.advice}</p>
    <p className="actions">
      <ButtonLink href={addresses.register}>{texts.registerAgain}</ButtonLink>
    </p>
  </Layout>
);

const ExpiredPage = ({ link }: { link: LinkView | undefined }): ReactNode => (
  <Layout title={expired.title}>
    <h1>{expired.heading}</h1>
    {link && (
      <p className="lead">
        <Words text={expired.until} values={{ date: timeInWords(link.expiresAt) }} />
      </p>
    )}
    <p>{expired.advice}</p>
    <p className="actions">
      <ButtonLink href={addresses.register}>{texts.registerAgain}</ButtonLink>
    </p>
    <Details summary={expired.newer}>
      <p>{expired.newerAdvice}</p>
    </Details>
  </Layout>
);

const UnknownPage = (): ReactNode => (
  <Layout title={unknown.title}>
    <h1>{unknown.heading}</h1>
    <p className="lead">{unknown.words}</p>
    <p className="actions">
      <ButtonLink href={addresses.code}>{texts.enterCode}</ButtonLink>
    </p>
  </Layout>
);

/** The clean page without its cookie. */
export const LinkLessPage = (): ReactNode => (
  <Layout title={linkLess.title}>
    <h1>{linkLess.heading}</h1>
    <p className="lead">{linkLess.words}</p>
    <p className="actions">
      <ButtonLink href={addresses.code}>{texts.enterCode}</ButtonLink>
    </p>
  </Layout>
);
