import type { ReactNode } from 'react';
import { Notice } from '../../ui/notice.js';
import { waitInWords } from '../../ui/time-in-words.js';
import { Words } from '../../ui/words.js';
import { texts } from './texts.fr.js';

/** Above a form that is shown again because the API could not take it: nothing typed is lost. */
const AwayNotice = (): ReactNode => (
  <Notice icon="alert" tone="bad" isNews>
    <p>
      <Words text={texts.notices.away} />
    </p>
  </Notice>
);

/** The same when too many asked; `headers` are those of the 429. */
function TooManyNotice({ headers }: { headers: Headers }): ReactNode {
  const now = new Date();
  const seconds = Number(headers.get('Retry-After')) || 60;
  const when = waitInWords(new Date(now.getTime() + seconds * 1000), now);
  return (
    <Notice icon="clock" tone="waiting" isNews>
      <p>
        <Words text={texts.notices.tooMany} values={{ when }} />
      </p>
    </Notice>
  );
}

/** Which of the two an answer calls for. */
export const troubleOf = ({ status, headers }: { status: number; headers: Headers }): ReactNode =>
  status === 429 ? <TooManyNotice headers={headers} /> : <AwayNotice />;
