import type { ReactNode } from 'react';

export interface Step {
  title: string;
  words: string;
}

/** What happens, in order. */
export const NumberedSteps = ({ steps }: { steps: readonly Step[] }): ReactNode => (
  <ol className="timeline steps">
    {steps.map(({ title, words }) => (
      <li key={title}>
        <span className="pebble" />
        <div>
          <h3>{title}</h3>
          <p>{words}</p>
        </div>
      </li>
    ))}
  </ol>
);
