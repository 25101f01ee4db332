import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
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
