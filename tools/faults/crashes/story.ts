import type { EstablishmentKind } from '../fictitious-establishments.js';
import type { Hands } from './hands.js';
import type { Person } from './person.js';

/** How a case comes to a point, and how it ends though the process died there. */
export interface Story {
  name: string;
  /** Which process dies. */
  process: 'api' | 'worker';
  /** Each is killed on a case of its own. */
  points: readonly string[];
  establishment?: EstablishmentKind;
  /** With it no worker dies while an api's point is armed: that one lies behind an answer that a page does not wait for long. */
  undisturbed?: true;
  /** Prepared before anybody dies: it waits for an answer for longer than a process lives. */
  early?: true;
  /** What comes before the point is armed; processes die meanwhile. */
  prepare?(person: Person, hands: Hands): Promise<unknown>;
  /** Brings the case to the point; nobody else's point of the same process is armed meanwhile. */
  act(person: Person, hands: Hands): Promise<unknown>;
  /** Throws when the case does not end as it would have. */
  conclude(person: Person, hands: Hands): Promise<unknown>;
}

export const titleOf = ({ process, name }: Story, point: string): string => `${process} killed at ${point}: ${name}`;

/** `x` → `before-x`, `after-x`, behind the part of the product that does it. */
export const around = (part: string, ...deeds: string[]): string[] =>
  deeds.flatMap((deed) => [`${part}.before-${deed}`, `${part}.after-${deed}`]);

/** The worker's interceptor names a point before and behind each activity. */
export const aroundActivities = (...names: string[]): string[] =>
  names.flatMap((name) => [`activity.${name}.before`, `activity.${name}.after`]);
