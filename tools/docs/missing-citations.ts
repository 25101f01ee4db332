import { type Citations, citationsIn } from './citations.js';
import type { Repository } from './repository.js';
import { commentsIn, type Stretch, titlesIn } from './source-text.js';

const isCode = (file: string) => /\.(?:tsx?|mjs|css)$/u.test(file) && !/\/generated\//u.test(file);
const isTest = (file: string) => /\.(?:spec|e2e-spec|proof|faults|fixture)\.tsx?$/u.test(file);
const isPage = (file: string) => file.endsWith('.md');
/** Its tests cite what is nowhere. */
const isOurs = (file: string) => file.startsWith('tools/docs/');

/**
 * Sentences: each citation of a page, a comment or a test's title that leads nowhere, and each line of the requirements that
 * holds and no test's title names, or is said to be not built and is named.
 */
export function missingCitations(repository: Repository): string[] {
  const files = repository.files.filter((file) => (isCode(file) || isPage(file)) && !isOurs(file));
  const titles = files
    .filter((file) => isTest(file) && /[RF]\d/u.test(repository.read(file)))
    .map((file) => ({ file, found: titlesIn(repository.read(file)) }));
  const texts: { file: string; found: Stretch[] }[] = [
    ...files.map((file) => ({ file, found: readableText(file, repository.read(file)) })),
    ...titles,
  ];
  const absent = absentFrom(repository);
  const leadNowhere = texts.flatMap(({ file, found }) =>
    found.flatMap(({ text, line }) => absent(citationsIn(text), file).map((what) => `${file}:${line} cites ${what}`)),
  );
  const named = titles.flatMap(({ found }) => found.flatMap(({ text }) => citationsIn(text).requirements));
  return [...leadNowhere, ...unprovenLines(repository, new Set(named))];
}

/** Pages whole, of code its comments. */
function readableText(file: string, source: string): Stretch[] {
  if (!isPage(file)) return commentsIn(source);
  return source.split('\n').map((text, index) => ({ text, line: index + 1 }));
}

function absentFrom(repository: Repository) {
  const { holding, notBuilt } = repository.requirements();
  const requirements = new Set([...holding, ...notBuilt]);
  const questions = new Set(repository.questions());
  const decisions = new Set(repository.decisions());
  const scripts = repository.scripts();
  const isScript = (name: string) =>
    name.endsWith(':') ? scripts.some((script) => script.startsWith(name)) : scripts.includes(name);

  return (cited: Citations, file: string): string[] => [
    ...cited.requirements
      .filter((number) => !requirements.has(number))
      .map((number) => `${number}, which is no line of docs/requirements.md`),
    ...cited.questions
      .filter((number) => !questions.has(number))
      .map((number) => `${number}, which is no question of docs/faq.md`),
    ...cited.decisions
      .filter((number) => !decisions.has(number))
      .map((number) => `ADR ${number}, which is no file of docs/adr`),
    ...cited.paths
      .filter((path) => !repository.has(path, file))
      .map((path) => `${path}, which is not in this repository`),
    ...cited.sections
      .filter(({ page, section }) => !repository.hasSection(page, section))
      .map(({ page, section }) => `section ${section} of ${page}, which docs/${page} does not have`),
    ...cited.scripts
      .filter((name) => !isScript(name))
      .map((name) => `npm run ${name}, which is no script of package.json`),
  ];
}

function unprovenLines(repository: Repository, named: ReadonlySet<string>): string[] {
  const { holding, notBuilt } = repository.requirements();
  const all = [...holding, ...notBuilt];
  return [
    ...holding
      .filter((number) => !named.has(number))
      .map((number) => `docs/requirements.md says that ${number} holds, and no test’s title names it`),
    ...notBuilt
      .filter((number) => named.has(number))
      .map((number) => `docs/requirements.md says that ${number} is not built, and a test’s title names it`),
    ...all
      .filter((number, index) => all.indexOf(number) !== index)
      .map((number) => `docs/requirements.md has ${number} twice`),
  ];
}
