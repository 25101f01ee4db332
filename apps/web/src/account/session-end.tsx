import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { timeInWords } from '../ui/time-in-words.js';
import { Notice } from '../ui/notice.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

/** Seconds from now; the browser counts them, whatever its own clock says. */
export const secondsUntil = (endsAt: string): number =>
  Math.max(0, Math.floor((new Date(endsAt).getTime() - Date.now()) / 1000));

/** The script shows it two minutes before the session ends, with a way to go on that keeps what was typed. */
export const SessionWarning = ({ endsAt }: { endsAt: string }): ReactNode => (
  <div className="session-end" role="alert" data-ends-in={secondsUntil(endsAt)} data-go-on={addresses.goOn} hidden>
    <Notice icon="clock" tone="waiting">
      <p>
        <Words text={texts.endsSoon} />
      </p>
      <p>
        <a className="button" href={addresses.account}>
          {texts.goOn}
        </a>
      </p>
    </Notice>
  </div>
);

/** The same for whoever has no script. */
export const SessionEnd = ({ endsAt }: { endsAt: string }): ReactNode => (
  <p className="small soft">
    <Words text={texts.sessionEnds} values={{ date: timeInWords(endsAt) }} />
  </p>
);
