import type { ReactNode } from 'react';
import type { OpenSession } from '../api/generated/parcours.js';
import { addresses } from '../ui/addresses.js';
import { Button } from '../ui/buttons.js';
import { DataTable } from '../ui/data-table.js';
import { timeInWords } from '../ui/time-in-words.js';
import { texts } from './texts.fr.js';

const row = ({ current, openedAt, seenAt }: OpenSession) =>
  [
    timeInWords(openedAt),
    current ? texts.now : timeInWords(seenAt),
    current ? texts.thisSession : texts.otherSession,
  ] as const;

export const OpenSessionsSection = ({ sessions }: { sessions: readonly OpenSession[] | undefined }): ReactNode => (
  <section className="stack" aria-labelledby="sessions">
    <h2 id="sessions">{texts.sessionsHeading}</h2>
    {sessions ? (
      <DataTable caption={texts.sessionsCaption} columns={texts.sessionsColumns} rows={sessions.map(row)} />
    ) : (
      <p>{texts.sessionsAway}</p>
    )}
    {sessions?.some(({ current }) => !current) && (
      <form className="stack" action={addresses.closeSessions} method="post">
        <p className="small soft">{texts.closeAdvice}</p>
        <Button isQuiet>{texts.closeOthers}</Button>
      </form>
    )}
  </section>
);
