import { noneLostNoneStuck } from './invariants/i01-none-lost-none-stuck.js';
import { onePerEstablishment } from './invariants/i02-one-per-establishment.js';
import { tokenOnceInTime } from './invariants/i03-token-once-in-time.js';
import { signIn } from './invariants/i04-sign-in.js';
import { mailAtLeastOnce } from './invariants/i05-mail-at-least-once.js';
import { timersOnTime } from './invariants/i06-timers-on-time.js';
import { oneKeyOneAnswer } from './invariants/i07-one-key-one-answer.js';
import { factsAndJourneysAgree } from './invariants/i08-facts-and-journeys-agree.js';
import { nothingPersonalOutside } from './invariants/i09-nothing-personal-outside.js';
import { oneEffectALineEach } from './invariants/i10-one-effect-a-line-each.js';
import { noFailingTask } from './invariants/i11-no-failing-task.js';
import type { Invariant, Ledgers, Violation } from './ledgers.js';

/** I12 is a measure, taken by `npm run chaos:neighbours`. */
const invariants: Invariant[] = [
  ...[noneLostNoneStuck, onePerEstablishment, tokenOnceInTime, signIn, mailAtLeastOnce, timersOnTime],
  ...[oneKeyOneAnswer, factsAndJourneysAgree, nothingPersonalOutside, oneEffectALineEach, noFailingTask],
];

/** Compares the four ledgers of a run at rest; empty when every promise was kept. */
export const check = (ledgers: Ledgers): Violation[] => invariants.flatMap((invariant) => invariant(ledgers));
