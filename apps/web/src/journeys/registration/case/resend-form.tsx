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

/**
 * F5: « Vous en envoyer un nouveau ». The script keeps the button quiet until its time has come; without it, it is there to
 * press, and asked too soon, the answer says from when on.
 */
export function ResendForm({ id, canResendAt }: Props): ReactNode {
  const [now, until] = [new Date(), new Date(canResendAt ?? 0)];
  const seconds = Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return (
    <>
      <form action={`${addresses.case(id)}/renvoyer`} method="post" data-quiet-for={seconds || undefined}>
        <Button isQuiet>{texts.resend}</Button>
      </form>
      {seconds > 0 && <p className="small soft">{fill(texts.resendWait, { when: waitInWords(until, now) })}</p>}
      <p className="small soft">{texts.resendRule}</p>
    </>
  );
}
