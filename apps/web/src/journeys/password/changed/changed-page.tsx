import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';

const { changed: words } = texts;

/** F7: after a reset people sign in themselves; nobody is signed in by a link. */
export const ChangedPage = (): ReactNode => (
  <Layout title={words.title}>
    <h1>{words.heading}</h1>
    <Notice icon="done" tone="good">
      <p>{words.words}</p>
      <p>{words.sessions}</p>
    </Notice>
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{words.signIn}</ButtonLink>
    </p>
  </Layout>
);

/** Later, or in another browser: nothing was changed here. */
export const NothingChangedPage = (): ReactNode => (
  <Layout title={words.nothing.title}>
    <h1>{words.nothing.heading}</h1>
    <p className="lead">{words.nothing.words}</p>
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{words.signIn}</ButtonLink>
    </p>
    <p>
      <Words text={words.nothing.advice} />
    </p>
  </Layout>
);
