import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { Button } from '../ui/buttons.js';
import { HiddenIdentifier } from '../ui/identifier-field.js';
import { Notice } from '../ui/notice.js';
import { texts as ours } from '../ui/texts.fr.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

/** `triesLeft`: how many more before the lock, where the API says so. */
export const RefusedNotice = ({ triesLeft }: { triesLeft?: number | undefined }): ReactNode => (
  <Notice icon="idea">
    {triesLeft !== undefined && (
      <p>
        <Words text={triesLeft === 1 ? texts.oneTryLeft : texts.triesLeft} values={{ count: triesLeft }} />
      </p>
    )}
    <p>
      <Words text={texts.waysOut} />
    </p>
  </Notice>
);

/** F10: « Mot de passe oublié » is the way back, and the identifiant is not asked again. */
export const LockedNotice = ({ identifier }: { identifier: string }): ReactNode => (
  <Notice icon="pause" tone="bad" isNews>
    <p>
      <Words text={texts.locked} />
    </p>
    <form action={addresses.forgottenPassword} method="post">
      <HiddenIdentifier identifier={identifier} />
      <Button>{ours.forgottenPassword}</Button>
    </form>
  </Notice>
);

export const ContinueNotice = (): ReactNode => (
  <Notice icon="clock">
    <p>
      <Words text={texts.continue} />
    </p>
  </Notice>
);

export const SignedOutNotice = (): ReactNode => (
  <Notice icon="done" tone="good" isNews>
    <p>
      <Words text={texts.signedOut} />
    </p>
  </Notice>
);
