import type { ReactNode } from 'react';
import { Notice } from './notice.js';
import { texts } from './texts.fr.js';
import { Ticket } from './ticket.js';
import { Words } from './words.js';

const { identifier: words } = texts;

/** F6: the identifiant, large, to copy, to print, and with the advice of a screenshot. */
export const IdentifierTicket = ({ identifier }: { identifier: string }): ReactNode => (
  <>
    <Ticket label={words.label} code={identifier} actions={words} />
    <Notice icon="idea" tone="waiting">
      <p>
        <Words text={words.screenshot} />
      </p>
      <p className="small">{words.whyNow}</p>
    </Notice>
  </>
);
