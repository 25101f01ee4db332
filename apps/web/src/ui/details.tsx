import type { ReactNode } from 'react';

export const Details = ({
  summary,
  isOpen = false,
  children,
}: {
  summary: string;
  isOpen?: boolean;
  children: ReactNode;
}): ReactNode => (
  <details open={isOpen}>
    <summary>{summary}</summary>
    {children}
  </details>
);
