/** Chance that can be repeated: the same seed gives the same run of answers. Never for anything secret. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number;
  /** From `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** True once in `1 / share` times. */
  chance(share: number): boolean;
  /** Small letters. */
  word(length: number): string;
}

/** FNV-1a of the seed, then mulberry32: both public domain, 32 bits are plenty here. */
export function seededRandom(seed: string): SeededRandom {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16_777_619);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    pick: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
    chance: (share) => next() < share,
    word: (length) => Array.from({ length }, () => String.fromCharCode(97 + int(0, 25))).join(''),
  };
}
