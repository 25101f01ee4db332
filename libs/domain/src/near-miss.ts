/** Where people have private mailboxes; an employer's own domain is never a near miss of another's. */
const providers = [
  ...['gmail.com', 'hotmail.com', 'hotmail.fr', 'outlook.com', 'outlook.fr', 'live.com', 'live.fr', 'msn.com'],
  ...['yahoo.com', 'yahoo.fr', 'icloud.com', 'orange.fr', 'wanadoo.fr', 'laposte.net', 'free.fr', 'sfr.fr'],
  ...['neuf.fr', 'bbox.fr', 'numericable.fr', 'protonmail.com'],
];
/** Too far for the distance, or near to several. */
const habits: Readonly<Record<string, string>> = { 'gmail.fr': 'gmail.com', 'googlemail.fr': 'gmail.com' };
/** Exist, and near to a provider: those of staff, and other providers. */
const exist = new Set([
  'orange.com',
  'laposte.fr',
  'mail.com',
  'gmx.fr',
  'ymail.com',
  'me.com',
  'mac.com',
  'hotmail.be',
]);
const longEnoughForTwo = 9;

/**
 * The address that was perhaps meant: the domain is one slip (two from nine characters on) from that of one well-known provider. Only
 * ever suggested: the address as typed may be right. Undefined when there is nothing to suggest.
 */
export function nearMiss(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  if (at < 1 || providers.includes(domain) || exist.has(domain)) return undefined;
  const meant = habits[domain] ?? nearestOf(domain);
  return meant && `${email.slice(0, at)}@${meant}`;
}

function nearestOf(domain: string): string | undefined {
  const most = domain.length >= longEnoughForTwo ? 2 : 1;
  const far = providers.map((provider) => ({ provider, slips: slipsBetween(domain, provider) }));
  const least = Math.min(...far.map(({ slips }) => slips));
  const [first, second] = far.filter(({ slips }) => slips === least);
  return least <= most && !second ? first?.provider : undefined;
}

/** Damerau–Levenshtein (optimal string alignment): a letter more, less, another, or two neighbours swapped. */
function slipsBetween(one: string, other: string): number {
  const rows: number[][] = [];
  for (let i = 0; i <= one.length; i++) {
    rows[i] = [];
    for (let j = 0; j <= other.length; j++) rows[i]![j] = slips(rows, one, other, i, j);
  }
  return rows[one.length]![other.length]!;
}

function slips(rows: number[][], one: string, other: string, i: number, j: number): number {
  if (i === 0 || j === 0) return i + j;
  const isSame = one[i - 1] === other[j - 1];
  const best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + (isSame ? 0 : 1));
  const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
  return isSwapped ? Math.min(best, rows[i - 2]![j - 2]! + 1) : best;
}
