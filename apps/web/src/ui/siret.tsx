import type { ReactNode } from 'react';
import { formatSiret } from '@app/domain';

/** On one line, in groups people can read aloud. */
export const Siret = ({ siret }: { siret: string }): ReactNode => <span className="siret">{formatSiret(siret)}</span>;
export const Code = ({ children }: { children: string }): ReactNode => <span className="code">{children}</span>;
