import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { ButtonLink } from '../ui/buttons.js';
import { Layout } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

/** F3: the way to « Inscrire un établissement », at the top right, too. Signing in itself is yet to come. */
export const SignInPage = (): ReactNode => (
  <Layout title={texts.title} way="register">
    <h1>{texts.heading}</h1>
    <Notice icon="about">
      <p>
        <Words text={texts.soon} />
      </p>
    </Notice>
    <h2>{texts.registerHeading}</h2>
    <p>{texts.registerWords}</p>
    <p className="actions">
      <ButtonLink href={addresses.register}>{texts.register}</ButtonLink>
    </p>
    <h2>{texts.codeHeading}</h2>
    <p>
      <Words text={texts.codeWords} />
    </p>
  </Layout>
);
