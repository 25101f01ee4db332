import type { Invariant } from '../ledgers.js';

/** Words as secrets are made of them: addresses, base64url, hyphened codes. */
const words = /[A-Za-z0-9_@.+-]{6,}/gu;

/** I9: no secret and no personal data in Temporal, logs or errors. Answers also which of them, masked. */
export const nothingPersonalOutside: Invariant = ({ journeys, logs, secrets }) => {
  const planted = new Set([...secrets].map((secret) => secret.toLowerCase()));
  return [
    ...journeys.flatMap(({ caseNumber, clearText }) =>
      found(clearText, planted).map((word) => ({
        invariant: 'I9' as const,
        caseNumber,
        text: `Temporal shows ${mask(word)}`,
      })),
    ),
    ...logs.flatMap(({ name, text }) =>
      found(text, planted).map((word) => ({
        invariant: 'I9' as const,
        text: `the log of ${name} shows ${mask(word)}`,
      })),
    ),
  ];
};

/** One look-up a word, whatever the number of secrets: the text of thousands of journeys is long. */
function found(text: string, planted: ReadonlySet<string>): string[] {
  const hits = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(words)) {
    const bare = word.replace(/^[.+-]+|[.-]+$/gu, '');
    for (const candidate of [word, bare]) if (planted.has(candidate)) hits.add(candidate);
  }
  return [...hits];
}

const mask = (word: string): string => `« ${word.slice(0, 3)}… » (${word.length} characters)`;
