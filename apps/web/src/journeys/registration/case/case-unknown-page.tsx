import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { Layout } from '../../../ui/layout.js';
import { texts } from '../texts.fr.js';

export const CaseUnknownPage = (): ReactNode => (
  <Layout title={texts.caseUnknown.title}>
    <h1>{texts.caseUnknown.heading}</h1>
    <p className="lead">{texts.caseUnknown.words}</p>
    <p className="actions">
      <ButtonLink href={addresses.register}>{texts.registerAgain}</ButtonLink>
    </p>
  </Layout>
);
