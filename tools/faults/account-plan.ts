import type { SeededRandom } from './seeded-random.js';

/** What a person does with an account, once its first password is created. */
export const lives = [
  /** The right password, then a look at the session. */
  'signs-in',
  /** Wrong once or twice, then right. */
  'slips',
  /** Three right ones at once. */
  'signs-in-thrice',
  /** Wrong three times; the right one is refused; a reset; the new one, and never again the old one. */
  'locks-out',
  /** Somebody guesses many times at once. */
  'is-guessed-at',
  /** Somebody goes on guessing while the owner resets. */
  'is-attacked',
  /** Asks for a reset twice, tries the older link if there is one. */
  'asks-twice',
  /** Asks for a reset and never uses it. */
  'asks-in-vain',
  /** One link, two passwords, at once. */
  'opens-twice',
  /** Signs in with the old password while it is being reset. */
  'overtakes',
  /** Changes the password in one of two sessions. */
  'changes',
  /** Signs in from a browser that is known while others have locked the identifier; resets in another browser. */
  'is-known',
  /** Types an identifier that nobody holds, until it is locked. */
  'mistakes-itself',
] as const;
export type Life = (typeof lives)[number];

export interface AccountPlan {
  life: Life;
  /** Resets by the typed code, not by the link. */
  byCode: boolean;
  /** Passwords to come. */
  next: [string, string];
  /** One or two wrong ones of whoever slips. */
  slips: number;
  /** Wrong passwords are this with a number. */
  guess: string;
  /** Well-formed, and nobody's. */
  nobody: string;
}

export function accountPlan(random: SeededRandom, choices: readonly Life[]): AccountPlan {
  const password = () => `${random.word(7)}-${random.word(8)}-${random.word(9)}-${random.int(100, 999)}`;
  return {
    life: random.pick(choices as [Life, ...Life[]]),
    byCode: random.chance(0.3),
    next: [password(), password()],
    slips: random.int(1, 2),
    guess: `${random.word(8)}-${random.word(8)}`,
    nobody: `EP-${random.int(1_000, 9_999)}-${random.int(1_000, 9_999)}`,
  };
}
