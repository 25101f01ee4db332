import type { ReactNode } from 'react';
import { addresses } from '../../ui/addresses.js';
import { ButtonLink } from '../../ui/buttons.js';
import { IdentifierTicket } from '../../ui/identifier-ticket.js';
import { Layout } from '../../ui/layout.js';
import { Words } from '../../ui/words.js';
import { texts } from './texts.fr.js';

const { found, gone } = texts;

/** F6: on the screen only. */
export const RecoveredPage = ({ identifier }: { identifier: string }): ReactNode => (
  <Layout title={found.title}>
    <h1>{found.heading}</h1>
    <p className="lead">{found.lead}</p>
    <IdentifierTicket identifier={identifier} />
    <p>{found.told}</p>
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{found.signIn}</ButtonLink>
    </p>
    <p>
      <Words text={found.forgotten} />
    </p>
  </Layout>
);

/** Later, or in another browser. */
export const RecoveredGonePage = (): ReactNode => (
  <Layout title={gone.title}>
    <h1>{gone.heading}</h1>
    <p className="lead">{gone.words}</p>
    <p className="actions">
      <ButtonLink href={addresses.forgottenIdentifier}>{gone.again}</ButtonLink>
    </p>
  </Layout>
);
