import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { citationsIn } from './citations.js';
import { missingCitations } from './missing-citations.js';
import { Repository } from './repository.js';
import { commentsIn, titlesIn } from './source-text.js';

test('what pages, comments and titles of tests cite is there; each requirement that holds is named by the title of a test', () => {
  const repository = new Repository('.');
  expect(repository.requirements().holding.length).toBeGreaterThan(50);
  expect(missingCitations(repository)).toEqual([]);
});

describe('in a repository of its own', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'citations-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const page = {
    'package.json': '{"scripts":{"check":"x","start:api":"x"}}',
    'docs/faq.md': '| F1 | How? | So. |\n',
    'docs/contract.md': '## 1. Start\n',
    'docs/adr/0001-facts.md': '',
    'docs/requirements.md': '- R01 It holds.\n- R02 This too.\n\n## Not built yet\n\n- R03 Some day.\n',
    'libs/a/src/a.spec.ts': "test('R01, R02 hold', () => {});",
  };
  const missingIn = (files: Record<string, string>) => {
    for (const [file, text] of Object.entries({ ...page, ...files })) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return missingCitations(new Repository(root));
  };

  test('nothing is missing where all is there', () => {
    const text =
      'R01–R03, F1, ADR 1, `contract.md` §1, `npm run check`, `npm run start:…`, `libs/a/src/*.ts`, docs/adr';
    expect(
      missingIn({ 'README.md': text, 'libs/a/src/a.ts': `/** ${text}; \`a.spec.ts\`, \`./a.js\` is \`a.ts\` */` }),
    ).toEqual([expect.stringContaining('libs/a/src/a.ts:1 cites ./a.js')]);
  });

  test('each citation that leads nowhere is told with its place', () => {
    const text = '\nR04 F2 ADR 2 `contract.md` §2 `npm run fly` `libs/b.ts` ../../elsewhere [x](gone.md) design §5';
    expect(missingIn({ 'docs/x.md': text })).toEqual([
      'docs/x.md:2 cites R04, which is no line of docs/requirements.md',
      'docs/x.md:2 cites F2, which is no question of docs/faq.md',
      'docs/x.md:2 cites ADR 2, which is no file of docs/adr',
      'docs/x.md:2 cites libs/b.ts, which is not in this repository',
      'docs/x.md:2 cites ../../elsewhere, which is not in this repository',
      'docs/x.md:2 cites gone.md, which is not in this repository',
      'docs/x.md:2 cites section 2 of contract.md, which docs/contract.md does not have',
      'docs/x.md:2 cites section 5 of design.md, which docs/design.md does not have',
      'docs/x.md:2 cites npm run fly, which is no script of package.json',
    ]);
  });

  test('a line that holds without a test, one that is not built and has one, and one that stands twice', () => {
    expect(
      missingIn({
        'libs/a/src/a.spec.ts': "test.each([1])('R01, R03 %s', () => {}); // R02",
        'docs/requirements.md':
          '- R01 It holds.\n- R02 This too.\n\n## Not built yet\n\n- R03 Some day.\n- R03 Again.\n',
      }),
    ).toEqual([
      'docs/requirements.md says that R02 holds, and no test’s title names it',
      'docs/requirements.md says that R03 is not built, and a test’s title names it',
      'docs/requirements.md says that R03 is not built, and a test’s title names it',
      'docs/requirements.md has R03 twice',
    ]);
  });
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

  test('paths, spelled out; what a running product writes, and what is of another place, is none', () => {
    const text =
      '`libs/domain/src/{email,siret}.ts`, docs/adr, [x](retention.md#y), `.data/x.json`, `/etc/x.json`, ../../tools/a.ts, RFC 5321 §3.8';
    expect(citationsIn(text)).toMatchObject({
      paths: ['libs/domain/src/email.ts', 'libs/domain/src/siret.ts', 'docs/adr', '../../tools/a.ts', 'retention.md'],
      sections: [],
    });
  });

  test('comments and titles, and nothing else of a source', () => {
    const source = "const a = 'http://x R98'; // R99\ntest.each([1])('R97 %s', () => {});\ntest(`R96 ${a}`, f);";
    expect(commentsIn(source)).toEqual([{ text: '// R99', line: 1 }]);
    expect(titlesIn(source).map(({ text }) => text)).toEqual(['R97 %s', '`R96 …`']);
  });
});
