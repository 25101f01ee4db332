import type { ReactNode } from 'react';
import { accountWords as words } from './account-texts.fr.js';
import type { AccountMailContent, PasswordWay, PersonWords } from './mail-content.js';
import { Action, Code, Paragraph, ShortLink } from './primitives.js';
import { until, words as everyMail } from './texts.fr.js';

/** One action a message; none of them tells the identifiant. */
export function accountBodyOf(content: AccountMailContent): ReactNode {
  switch (content.kind) {
    case 'reset':
      return <WayToAnother {...content} />;
    case 'locked':
    case 'locked-reminder':
      return (
        <>
          <Paragraph>{words[content.kind](content, content.at)}</Paragraph>
          <Paragraph>{words.wayBack}</Paragraph>
          <Forgotten {...content} />
          <Paragraph>{words.notYourFailures}</Paragraph>
        </>
      );
    case 'password-changed':
      return (
        <>
          <Paragraph>{words['password-changed'](content, content.at)}</Paragraph>
          <Paragraph>{words.wasYou}</Paragraph>
          <Paragraph>{words.notYourChange}</Paragraph>
          <Forgotten {...content} />
        </>
      );
    case 'account-expired':
      return (
        <>
          <Paragraph>{words['account-expired'](content)}</Paragraph>
          <Paragraph>{words.findAdministrators}</Paragraph>
          <Action
            href={`${content.publicUrl}/inscrire-un-etablissement`}
            label={words.register}
            rawLabel={everyMail.rawLink}
          />
          <Paragraph>{words.notYourRequest}</Paragraph>
        </>
      );
    case 'identifier-shown':
      return (
        <>
          <Paragraph>{words['identifier-shown'](content, content.at)}</Paragraph>
          <Paragraph>{words.wasYou}</Paragraph>
          <Paragraph>{words.notShownToYou}</Paragraph>
        </>
      );
    case 'renewal-asked':
      return (
        <>
          <Paragraph>{words['renewal-asked'](content, content.colleague)}</Paragraph>
          <Paragraph>{words.renew}</Paragraph>
          <Paragraph>{words.unknownColleague}</Paragraph>
        </>
      );
  }
}

const WayToAnother = (content: PersonWords & PasswordWay) => (
  <>
    <Paragraph>
      {words.resetAsked(content)}
      <strong>{until(content.deadline)}</strong>.
    </Paragraph>
    <Action href={content.link} label={words.chooseAnother} rawLabel={everyMail.rawLink} />
    <Paragraph>
      {words.resetCodeBefore}
      <ShortLink href={`${content.publicUrl}/mot-de-passe/code`} />
      {everyMail.codeAfter}
    </Paragraph>
    <Code>{content.code}</Code>
    <Paragraph>{words.onlyTheLast}</Paragraph>
  </>
);

const Forgotten = ({ publicUrl }: PersonWords) => (
  <Action href={`${publicUrl}/mot-de-passe-oublie`} label={words.forgotten} rawLabel={everyMail.rawLink} />
);
