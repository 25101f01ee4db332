import { fullName } from '@app/domain';
import type { ReactNode } from 'react';
import type { PasswordReceipt } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { DescriptionList } from '../../../ui/description-list.js';
import { IdentifierTicket } from '../../../ui/identifier-ticket.js';
import { Layout } from '../../../ui/layout.js';
import { Siret } from '../../../ui/siret.js';
import { StepLine } from '../../../ui/step-line.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';

const { identifier: words } = texts;

/** The identifiant, displayed on the screen only: never in the mail that brought the link. */
export const IdentifierPage = ({ identifier, account }: PasswordReceipt): ReactNode => (
  <Layout title={words.title}>
    <StepLine here={4}>{words.step}</StepLine>
    <h1>{words.heading}</h1>
    <p className="lead">{words.lead}</p>
    <IdentifierTicket identifier={identifier} />
    <DescriptionList
      rows={[
        [words.holder, <bdi>{fullName(account)}</bdi>],
        [words.profile, words.profiles[account.role]],
        [words.establishment, <EstablishmentOf account={account} />],
      ]}
    />
    <h2>{words.nextHeading}</h2>
    <p>{words.next}</p>
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{words.signIn}</ButtonLink>
    </p>
  </Layout>
);

const EstablishmentOf = ({ account: { establishmentName, siret } }: Pick<PasswordReceipt, 'account'>): ReactNode => (
  <>
    {establishmentName !== null && (
      <>
        <bdi>{establishmentName}</bdi>
        <br />
      </>
    )}
    <Siret siret={siret} />
  </>
);

/** Later, or in another browser. */
export const IdentifierGonePage = (): ReactNode => (
  <Layout title={words.gone.title}>
    <h1>{words.gone.heading}</h1>
    <p className="lead">{words.gone.words}</p>
    <p>
      <Words text={words.gone.advice} />
    </p>
    <p className="actions">
      <ButtonLink href={addresses.signIn}>{words.signIn}</ButtonLink>
    </p>
  </Layout>
);
