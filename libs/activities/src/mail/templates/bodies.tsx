import type { ReactNode } from 'react';
import type { CaseWords, PasswordWay, RegistrationMailContent } from './mail-content.js';
import { Action, Code, Paragraph, ShortLink } from './primitives.js';
import { until, words } from './texts.fr.js';

/** One action a message; identifiant and link are never in the same one. */
export function bodyOf(content: RegistrationMailContent): ReactNode {
  switch (content.kind) {
    case 'creation':
      return (
        <>
          <Paragraph>
            {content.approved ? words.accepted(content) : words.received(content)} {words.toDo}
            <strong>{until(content.deadline)}</strong>.
          </Paragraph>
          <WayToPassword {...content} />
        </>
      );
    case 'reminder-half-way':
    case 'reminder-last-day':
      return (
        <>
          <Paragraph>
            {words.reminder(content)}
            <strong>{until(content.deadline)}</strong>.
          </Paragraph>
          <WayToPassword {...content} />
        </>
      );
    case 'address-changed':
      return (
        <>
          <Paragraph>{words.addressChanged(content)}</Paragraph>
          <Paragraph>{words.notYou}</Paragraph>
        </>
      );
    case 'welcome':
      return (
        <>
          <Paragraph>{words.accountOpen(content)}</Paragraph>
          <Code>{content.identifier}</Code>
          <Paragraph>{words.keepIt}</Paragraph>
          <Action href={`${content.publicUrl}/se-connecter`} label={words.site} rawLabel={words.rawLink} />
        </>
      );
    case 'refused':
      return (
        <>
          <Paragraph>{words.refused(content, content.reason)}</Paragraph>
          <Paragraph>{words.contest}</Paragraph>
        </>
      );
    case 'expired':
    case 'cancelled':
      return (
        <>
          <Paragraph>{words[content.kind](content)}</Paragraph>
          <Action
            href={`${content.publicUrl}/inscrire-un-etablissement`}
            label={words.registerAgain}
            rawLabel={words.rawLink}
          />
        </>
      );
  }
}

const WayToPassword = ({ link, code, publicUrl }: CaseWords & PasswordWay) => (
  <>
    <Action href={link} label={words.createPassword} rawLabel={words.rawLink} />
    <Paragraph>
      {words.codeBefore}
      <ShortLink href={`${publicUrl}/mot-de-passe/code`} />
      {words.codeAfter}
    </Paragraph>
    <Code>{code}</Code>
    <Paragraph>{words.identifierLater}</Paragraph>
  </>
);
