import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { HiddenIdentifier } from '../../../ui/identifier-field.js';
import type { Numbers } from './numbers-form.js';

/** Step 1's answers on their way through the next steps: never in the query, judged again by the API. */
export const HiddenNumbers = ({ siret, contract, identifier }: Numbers): ReactNode => (
  <>
    <input type="hidden" name="siret" value={siret} />
    <input type="hidden" name="contrat" value={contract} />
    <HiddenIdentifier identifier={identifier} />
  </>
);

/** Back to step 1 with what was typed; `isMain` when it is the page's one next step. */
export const ChangeNumbers = ({
  numbers,
  isMain = false,
  children,
}: {
  numbers: Numbers;
  isMain?: boolean;
  children: string;
}): ReactNode => (
  <form action={addresses.changeNumbers} method="post">
    <HiddenNumbers {...numbers} />
    <button className={isMain ? 'button' : 'toggle'} type="submit">
      {children}
    </button>
  </form>
);
