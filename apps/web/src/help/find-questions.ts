import { texts } from './texts.fr.js';

export interface Question {
  id: string;
  question: string;
  answer: string;
  action: string;
}
export interface Topic {
  id: string;
  heading: string;
  questions: readonly Question[];
}

const topics: readonly Topic[] = texts.topics;
const otherWords: ReadonlyMap<string, string> = new Map(Object.entries(texts.otherWords));

/** In lower case, without accents. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);

/** Each beginning a word looks for: plurals lose their mark, and words of three letters count only when alone. */
function soughtIn(text: string): string[] {
  const words = wordsOf(text).map((word) => otherWords.get(word) ?? word);
  const long = words.filter((word) => word.length > 3);
  return (long.length > 0 ? long : words).map((word) => word.replace(/(?<=...)[sx]$/u, ''));
}

/** The questions that hold most of the sought words, whatever accents, case and plural; all of them for no word. */
export function findQuestions(text: string): Topic[] {
  const sought = soughtIn(text);
  const heldBy = ({ question, answer }: Question) => {
    const said = wordsOf(`${question} ${answer}`);
    return sought.filter((word) => said.some((other) => other.startsWith(word))).length;
  };
  const most = Math.max(...topics.flatMap(({ questions }) => questions.map(heldBy)));
  if (most === 0 && sought.length > 0) return [];
  return topics
    .map((topic) => ({ ...topic, questions: topic.questions.filter((question) => heldBy(question) === most) }))
    .filter(({ questions }) => questions.length > 0);
}
