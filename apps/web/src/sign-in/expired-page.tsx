import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { BackLink, Button } from '../ui/buttons.js';
import { HiddenIdentifier } from '../ui/identifier-field.js';
import { Layout } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { texts } from './texts.fr.js';

const { expired: words } = texts;

/** F11: the sentence people know, and the way to the administrators; the identifiant goes along, so as to be asked once. */
export const ExpiredPage = ({ identifier }: { identifier: string }): ReactNode => (
  <Layout title={words.title} offersRegistration>
    <BackLink href={addresses.signIn} />
    <h1>{words.heading}</h1>
    <Notice icon="clock" tone="waiting">
      <p>{words.why}</p>
    </Notice>
    <p>{words.how}</p>
    <form className="actions" action={addresses.renew} method="post">
      <HiddenIdentifier identifier={identifier} />
      <Button hasArrow>{words.find}</Button>
    </form>
    <p>{words.otherwise}</p>
  </Layout>
);
