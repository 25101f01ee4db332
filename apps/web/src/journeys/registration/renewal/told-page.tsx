import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';

const { told: words } = texts.registered;

/** The same whether or not anybody is written to. */
export const ToldPage = (): ReactNode => (
  <Layout title={words.title}>
    <h1>{words.heading}</h1>
    <Notice icon="mail" tone="good">
      <p>{words.words}</p>
      <p>{words.once}</p>
    </Notice>
    <p>{words.next}</p>
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{words.action}</ButtonLink>
    </p>
    <p>
      <Words text={words.forgotten} />
    </p>
  </Layout>
);
