import { citationsIn } from './citations.js';
import { Repository } from './repository.js';
import { commentsIn, type Stretch, titlesIn } from './source-text.js';

const repository = new Repository();
const isCode = (file: string) => /\.(?:tsx?|mjs|css)$/u.test(file) && !/\/generated\//u.test(file);
const isTest = (file: string) => /\.(?:spec|e2e-spec|proof|faults|fixture)\.tsx?$/u.test(file);
const isPage = (file: string) => file.endsWith('.md');

const titles = new Map(
  repository.files
    .filter((file) => isTest(file) && /[RF]\d/u.test(repository.read(file)))
    .map((file) => [file, titlesIn(repository.read(file))]),
);

/** What is read for people: pages whole, comments and titles of the code. */
function written(file: string): Stretch[] {
  const source = repository.read(file);
  if (isPage(file)) return source.split('\n').map((text, index) => ({ text, line: index + 1 }));
  return [...commentsIn(source), ...(titles.get(file) ?? [])];
}

const texts = repository.files
  .filter((file) => (isCode(file) || isPage(file)) && !file.startsWith('tools/docs/'))
  .flatMap((file) =>
    written(file).map(({ text, line }) => ({ file, where: `${file}:${line}`, cited: citationsIn(text) })),
  );

describe('what a page, a comment or the title of a test cites is there', () => {
  const { holding, notBuilt } = repository.requirements();
  const missing = (of: (text: (typeof texts)[number]) => string[]) =>
    texts.flatMap((text) => of(text).map((what) => `${text.where} ${what}`));

  test('a requirement stands in docs/requirements.md, once', () => {
    const defined = [...holding, ...notBuilt];
    expect(missing(({ cited }) => cited.requirements.filter((number) => !defined.includes(number)))).toEqual([]);
    expect(defined.filter((number, index) => defined.indexOf(number) !== index)).toEqual([]);
  });

  test('a question stands in docs/faq.md', () => {
    const questions = repository.questions();
    expect(missing(({ cited }) => cited.questions.filter((number) => !questions.includes(number)))).toEqual([]);
  });

  test('a decision stands in docs/adr', () => {
    const decisions = repository.decisions();
    const absent = (number: number) => !decisions.includes(number);
    expect(missing(({ cited }) => cited.decisions.filter(absent).map((number) => `ADR ${number}`))).toEqual([]);
  });

  test('a file or folder is in the repository, and none outside is named', () => {
    expect(missing(({ cited, file }) => cited.paths.filter((path) => !repository.has(path, file)))).toEqual([]);
  });

  test('a section has its number on its page', () => {
    const absent = ({ page, section }: { page: string; section: number }) => !repository.hasSection(page, section);
    expect(
      missing(({ cited }) => cited.sections.filter(absent).map(({ page, section }) => `${page} §${section}`)),
    ).toEqual([]);
  });

  test('a command is a script of package.json', () => {
    const scripts = repository.scripts();
    const known = (name: string) =>
      name.endsWith(':') ? scripts.some((script) => script.startsWith(name)) : scripts.includes(name);
    expect(missing(({ cited }) => cited.scripts.filter((name) => !known(name)))).toEqual([]);
  });
});

test('each requirement that holds is named by the title of a test, and none that is not built', () => {
  const named = new Set([...titles.values()].flat().flatMap(({ text }) => citationsIn(text).requirements));
  const { holding, notBuilt } = repository.requirements();
  expect(holding.length).toBeGreaterThan(50);
  expect(holding.filter((number) => !named.has(number))).toEqual([]);
  expect(notBuilt.filter((number) => named.has(number))).toEqual([]);
});

describe('what counts as a citation', () => {
  test('numbers, ranges of them, decisions, sections, commands', () => {
    expect(citationsIn('(R22, R25–R27; R32b) F3: see ADR 8, `contract.md` §4, `npm run proof`.')).toMatchObject({
      requirements: ['R22', 'R25', 'R26', 'R27', 'R32b'],
      questions: ['F3'],
      decisions: [8],
      sections: [{ page: 'contract.md', section: 4 }],
      scripts: ['proof'],
    });
  });

  test.each([
    '0xF3',
    '%F3%A9',
    '#F7F7F7',
    'U+F3',
    'a1R12f',
    'oR12==',
    'R12/x',
    'XR22',
    'R221',
    'EP-F3',
    'vR22',
    'F123',
  ])('« %s » is none', (text) => {
    expect(citationsIn(text)).toMatchObject({ requirements: [], questions: [] });
  });

  test('paths, spelled out; what a running product writes is none', () => {
    expect(
      citationsIn('`libs/domain/src/{email,siret}.ts`, docs/adr, [x](retention.md#y), `.data/x.json`, ../../tools/a.ts')
        .paths,
    ).toEqual(['libs/domain/src/email.ts', 'libs/domain/src/siret.ts', 'docs/adr', '../../tools/a.ts', 'retention.md']);
  });

  test('comments and titles, and nothing else of a source', () => {
    const source = "const a = 'http://x R98'; // R99\ntest.each([1])('R97 %s', () => {});\ntest(`R96 ${a}`, f);";
    expect(commentsIn(source)).toEqual([{ text: '// R99', line: 1 }]);
    expect(titlesIn(source).map(({ text }) => text)).toEqual(['R97 %s', '`R96 …`']);
  });
});
