import type { ReactNode } from 'react';
import { fill } from '../../../typography.js';
import { addresses } from '../../../ui/addresses.js';
import { Button } from '../../../ui/buttons.js';
import { waitInWords } from '../../../ui/time-in-words.js';
import { texts } from '../texts.fr.js';

interface Props {
  id: string;
  /** From when on another mail may be asked for; past, or null when it is not known. */
  canResendAt: string | null;
}

/** F5: « Vous en envoyer un nouveau ». Always there to press; asked too soon, the answer says from when on. */
export function ResendForm({ id, canResendAt }: Props): ReactNode {
  const [now, until] = [new Date(), new Date(canResendAt ?? 0)];
  return (
    <>
      <form action={`${addresses.case(id)}/renvoyer`} method="post">
        <Button isQuiet>{texts.resend}</Button>
      </form>
      <p className="small soft">
        {until > now && `${fill(texts.resendWait, { when: waitInWords(until, now) })} `}
        {texts.resendRule}
      </p>
    </>
  );
}
