import { texts } from './texts.fr.js';

type Question = (typeof texts.topics)[number]['questions'][number];
export interface Topic {
  heading: string;
  questions: readonly Question[];
}

/** Lower case, without accents, in words of three letters and more, so that « du » is not looked for. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 2);

/** The questions in which each sought word begins a word, whatever its accents and case; all of them for no word. */
export function findQuestions(sought: string): Topic[] {
  const wanted = wordsOf(sought);
  const holds = ({ question, answer }: Question) => {
    const said = wordsOf(`${question} ${answer}`);
    return wanted.every((word) => said.some((other) => other.startsWith(word)));
  };
  const topics: readonly Topic[] = texts.topics;
  return topics
    .map(({ heading, questions }) => ({ heading, questions: questions.filter(holds) }))
    .filter(({ questions }) => questions.length > 0);
}
