import type { ReactNode } from 'react';
import type { RegistrationView } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { ButtonLink } from '../../../ui/buttons.js';
import { texts } from '../texts.fr.js';

/** A page that waits, lives (R59): the script follows the case and hides this; without it, or when it cannot, one asks. */
export const LookAgain = ({ view: { id, updatedAt } }: { view: RegistrationView }): ReactNode => (
  <div data-live={`${addresses.case(id)}/evenements?vu=${encodeURIComponent(updatedAt)}`} className="stack">
    <p data-live-news hidden>
      {texts.live.changed}
    </p>
    <p className="actions">
      <ButtonLink href={addresses.case(id)} isQuiet>
        {texts.live.look}
      </ButtonLink>
    </p>
  </div>
);
