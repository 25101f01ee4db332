import type { ReactNode } from 'react';
import { StepStones } from './stones.js';

/** « Étape 2 sur 3 », in words and in stones; `here` is 4 when all is done. */
export const StepLine = ({ here, children }: { here: 1 | 2 | 3 | 4; children: string }): ReactNode => (
  <p className="step">
    <StepStones here={here} />
    <span>{children}</span>
  </p>
);
