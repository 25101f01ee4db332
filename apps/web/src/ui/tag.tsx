import type { ReactNode } from 'react';

export type Tone = 'waiting' | 'good' | 'bad' | 'none';

export const Tag = ({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode => (
  <span className={`tag is-${tone}`}>{children}</span>
);
