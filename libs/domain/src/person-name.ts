const ligatures: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** Letters alone, without accents or case: « Jean-Pierre », « jean pierre » and « JEAN PIERRE » are one name, « Jean » is another. */
const bare = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[œæß]/gu, (letter) => ligatures[letter] ?? letter)
    .replace(/[^\p{L}]/gu, '');

/** Whether two spellings are of one name (R36): tolerant of accents, case, hyphens, spaces and apostrophes, of nothing else. */
export const isSameName = (one: string, other: string): boolean => bare(one) !== '' && bare(one) === bare(other);
