import { fullName } from '@app/domain';
import type { ReactNode } from 'react';
import type { CurrentSession, OpenSession, SignedInAccount } from '../api/generated/parcours.js';
import { fill } from '../typography.js';
import { addresses } from '../ui/addresses.js';
import { Button, ButtonLink } from '../ui/buttons.js';
import { DescriptionList } from '../ui/description-list.js';
import { Layout } from '../ui/layout.js';
import { Code, Siret } from '../ui/siret.js';
import { Tag } from '../ui/tag.js';
import { timeInWords } from '../ui/time-in-words.js';
import { OpenSessionsSection } from './open-sessions.js';
import { SessionEnd, SessionWarning } from './session-end.js';
import { texts } from './texts.fr.js';

interface Props {
  session: CurrentSession;
  /** Unknown while the API is away. */
  sessions: readonly OpenSession[] | undefined;
  news?: ReactNode;
}

/** Who is signed in, for which establishment, with which rights, until when. */
export const AccountPage = ({ session: { account, previousLoginAt, endsAt }, sessions, news }: Props): ReactNode => (
  <Layout title={texts.title}>
    <SessionWarning endsAt={endsAt} />
    <h1>
      {texts.heading} <bdi>{fullName(account)}</bdi>
    </h1>
    {news}
    <p className="soft">
      {previousLoginAt ? fill(texts.previousLogin, { date: timeInWords(previousLoginAt) }) : texts.firstLogin}
    </p>
    <OwnAccount account={account} />
    <section className="card stack" aria-labelledby="etablissement">
      <h2 id="etablissement">{texts.establishmentHeading}</h2>
      <DescriptionList
        rows={[
          [texts.name, account.establishmentName && <bdi>{account.establishmentName}</bdi>],
          [texts.siret, <Siret siret={account.siret} />],
        ]}
      />
    </section>
    <section className="stack" aria-labelledby="droits">
      <h2 id="droits">{texts.rightsHeading}</h2>
      <p>{texts.rights[account.role]}</p>
      {account.role === 'administrator' && <p className="small soft">{texts.rightsAdvice}</p>}
    </section>
    <OpenSessionsSection sessions={sessions} />
    <form className="actions" action={addresses.signOut} method="post">
      <Button isQuiet>{texts.signOut}</Button>
    </form>
    <SessionEnd endsAt={endsAt} />
  </Layout>
);

const OwnAccount = ({ account }: { account: SignedInAccount }): ReactNode => (
  <section className="card stack" aria-labelledby="compte">
    <h2 id="compte">{texts.accountHeading}</h2>
    <DescriptionList
      rows={[
        [texts.identifier, <Code>{account.identifier}</Code>],
        [texts.profile, <Tag tone="good">{texts.profiles[account.role]}</Tag>],
        [texts.valid, fill(texts.until, { date: timeInWords(account.expiresAt) })],
      ]}
    />
    <p className="small soft">{texts.prolonged}</p>
    <p>
      <ButtonLink href={addresses.changePassword} isQuiet>
        {texts.changePassword}
      </ButtonLink>
    </p>
  </section>
);
