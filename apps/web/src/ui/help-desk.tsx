import type { ReactNode } from 'react';
import { helpDesk, helpDeskState } from '@app/domain';
import { fill, frenchSpaces } from '../typography.js';
import { addresses } from './addresses.js';
import { PhoneIcon } from './icons.js';
import { isPublicHoliday } from './public-holidays.js';
import { Tag } from './tag.js';
import { texts } from './texts.fr.js';

/** F14: in the same place on every page, and says whether the line is open now. */
export function HelpDesk({ now = new Date() }: { now?: Date }): ReactNode {
  const state = helpDeskState(now, isPublicHoliday);
  return (
    <aside className="help-desk card" aria-labelledby="assistance">
      <h2 id="assistance">{texts.helpDesk.title}</h2>
      <p>{texts.helpDesk.answers}</p>
      <p>
        <HelpDeskPhone />
      </p>
      <p>
        {state.open ? (
          <Tag tone="good">{texts.helpDesk.open}</Tag>
        ) : (
          <Tag tone="none">{fill(texts.helpDesk.closed, { when: state.reopens })}</Tag>
        )}
      </p>
      <p className="small soft">{texts.helpDesk.hours}</p>
      <p className="small">
        <a className="tap" href={addresses.help}>
          {texts.helpDesk.consult}
        </a>
      </p>
    </aside>
  );
}

const HelpDeskPhone = (): ReactNode => (
  <a className="help-desk-phone tap" href={`tel:${helpDesk.tel}`}>
    <PhoneIcon />
    {frenchSpaces(helpDesk.phone)}
  </a>
);
