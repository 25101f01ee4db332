import type { ReactNode } from 'react';
import { DescriptionList } from '../../../ui/description-list.js';
import { Sender } from '../../../ui/sender.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';

const { lookFor: words } = texts;

/** Sender and subject, as the mailbox lists them. `sender`: as in MAIL_FROM. */
export function WhatToLookFor({ sender }: { sender: string }): ReactNode {
  return (
    <>
      <h2>{words.heading}</h2>
      <DescriptionList
        rows={[
          [words.sender, <Sender mailFrom={sender} />],
          [words.subject, <Words text={words.subjectIs} />],
        ]}
      />
      <p>{words.spam}</p>
      <p className="small soft">
        <Words text={words.forIt} />
      </p>
    </>
  );
}
