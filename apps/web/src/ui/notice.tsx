import type { ReactNode } from 'react';
import { noticeIcons } from './icons.js';
import type { Tone } from './tag.js';

interface Props {
  icon: keyof typeof noticeIcons;
  tone?: Exclude<Tone, 'none'>;
  /** Says aloud that something has just happened. */
  isNews?: boolean;
  children: ReactNode;
}

/** What matters most on a page, on a stone. Children are paragraphs. */
export const Notice = ({ icon, tone, isNews = false, children }: Props): ReactNode => (
  <div className={tone ? `notice is-${tone}` : 'notice'} role={isNews ? 'status' : undefined}>
    <span className="pebble">{noticeIcons[icon]}</span>
    <div className="stack">{children}</div>
  </div>
);
