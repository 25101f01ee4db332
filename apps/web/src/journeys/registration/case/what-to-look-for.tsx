import type { ReactNode } from 'react';
import { DescriptionList } from '../../../ui/description-list.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';

const { lookFor: words } = texts;

/** Sender and subject, as the mailbox lists them. `sender`: as in MAIL_FROM. */
export function WhatToLookFor({ sender }: { sender: string }): ReactNode {
  const { name = '', address = sender } = /^\s*(?<name>[^<]*?)\s*<(?<address>[^>]+)>$/u.exec(sender)?.groups ?? {};
  const from = (
    <>
      {name}
      {name && <br />}
      {address}
    </>
  );
  return (
    <>
      <h2>{words.heading}</h2>
      <DescriptionList
        rows={[
          [words.sender, from],
          [words.subject, <Words text={words.subjectIs} />],
        ]}
      />
      <p>{words.spam}</p>
    </>
  );
}
