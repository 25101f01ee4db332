import type { ReactNode } from 'react';

/** The wordmark: three stepping stones. */
export const BrandStones = (): ReactNode => (
  <svg aria-hidden="true" focusable="false" width="42" height="32" viewBox="0 0 42 32">
    <ellipse className="stone" cx="7" cy="26" rx="6" ry="4" />
    <ellipse className="stone" cx="20" cy="18" rx="7" ry="5" />
    <ellipse className="stone is-here" cx="33.5" cy="8.5" rx="8" ry="6" />
  </svg>
);

const places = [
  { cx: 12, cy: 22 },
  { cx: 44, cy: 14 },
  { cx: 78, cy: 19 },
];

/** The three steps of a journey; `here` is 1 to 3, 4 when all are done. */
export function StepStones({ here }: { here: number }): ReactNode {
  return (
    <svg aria-hidden="true" focusable="false" width="92" height="32" viewBox="0 0 92 32">
      <path className="trail" d="M12 22Q28 10 44 14T78 19" />
      {places.map((place, rank) => {
        const step = rank + 1;
        if (step === here) return <ellipse key={step} className="stone is-here" {...place} rx="11" ry="8" />;
        return <ellipse key={step} className={step < here ? 'stone is-done' : 'stone'} {...place} rx="9" ry="6.5" />;
      })}
    </svg>
  );
}

/** Across the home page's band. */
export const HeroStones = (): ReactNode => (
  <svg aria-hidden="true" focusable="false" viewBox="0 0 544 96">
    <ellipse className="ring" cx="40" cy="67" rx="39" ry="15" />
    <ellipse className="stone" cx="40" cy="64" rx="30" ry="10" fillOpacity="0.3" />
    <ellipse className="ring" cx="140" cy="47" rx="40" ry="15.5" />
    <ellipse className="stone" cx="140" cy="44" rx="31" ry="10.5" fillOpacity="0.45" />
    <ellipse className="ring" cx="244" cy="65" rx="41" ry="16" />
    <ellipse className="stone" cx="244" cy="62" rx="32" ry="11" fillOpacity="0.62" />
    <ellipse className="ring" cx="350" cy="45" rx="42" ry="16.5" />
    <ellipse className="stone" cx="350" cy="42" rx="33" ry="11.5" fillOpacity="0.82" />
    <ellipse className="ring" cx="472" cy="40" rx="70" ry="30" />
    <ellipse className="ring" cx="472" cy="38" rx="56" ry="22" />
    <ellipse className="stone is-here" cx="472" cy="33" rx="43" ry="15" />
  </svg>
);

/** In the corner of the identifiant's ticket. */
export const TicketStones = (): ReactNode => (
  <svg className="ticket-mark" aria-hidden="true" focusable="false" width="150" height="118" viewBox="0 0 190 150">
    <ellipse className="ring" cx="34" cy="124" rx="32" ry="14" />
    <ellipse className="stone" cx="34" cy="121" rx="23" ry="8" fillOpacity=".35" />
    <ellipse className="ring" cx="92" cy="92" rx="36" ry="16" />
    <ellipse className="stone" cx="92" cy="89" rx="26" ry="9.5" fillOpacity=".65" />
    <ellipse className="ring" cx="130" cy="44" rx="58" ry="30" />
    <ellipse className="ring" cx="130" cy="42" rx="46" ry="22" />
    <ellipse className="stone is-here" cx="130" cy="38" rx="34" ry="14" />
  </svg>
);
