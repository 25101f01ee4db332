import { spawnSync } from 'node:child_process';

const activities = `
import type { RegistrationActivities, RegistrationRef } from '@app/contracts';
import { proxyActivities } from '@temporalio/workflow';
const { readRegistration } = proxyActivities<RegistrationActivities>({ startToCloseTimeout: '1 minute' });
`;
const planted = (call: string) =>
  `${activities}export async function planted(ref: RegistrationRef): Promise<void> { ${call}; }`;
const workflow = 'libs/workflows/src/registration.workflow.ts';
const domain = 'libs/domain/src/siret.ts';

const cases: [string, string, string, string[]][] = [
  [
    'an activity that nobody awaits is found',
    workflow,
    planted('readRegistration(ref)'),
    ['@typescript-eslint/no-floating-promises'],
  ],
  ['an activity that is awaited is right', workflow, planted('await readRegistration(ref)'), []],
  [
    'a workflow reads no clock that a replay would not repeat',
    workflow,
    'export const now = () => Temporal.Now.instant();',
    ['no-restricted-globals'],
  ],
  ['a rule of the domain reads no clock', domain, 'export const now = () => new Date();', ['no-restricted-syntax']],
  [
    'a rule of the domain may read a date it is given',
    domain,
    'export const at = (text: string) => new Date(text);',
    [],
  ],
  [
    'a statement stands in libs/persistence alone',
    'apps/api/src/caller.ts',
    "export const text = `update account set email = ''`;",
    ['no-restricted-syntax'],
  ],
  [
    'nor is one built elsewhere',
    'apps/api/src/caller.ts',
    "import { sql } from 'kysely';\nexport const now = sql`now()`;",
    ['no-restricted-imports'],
  ],
];

let complaints: string[][];
/** All in one process: most of the time goes into reading the types. */
beforeAll(() => {
  const script = `
    import { ESLint } from 'eslint';
    const eslint = new ESLint();
    const found = [];
    for (const [, filePath, text] of ${JSON.stringify(cases)}) {
      const [{ messages }] = await eslint.lintText(text, { filePath });
      found.push(messages.map(({ ruleId, message }) => ruleId ?? message));
    }
    console.log(JSON.stringify(found));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  complaints = JSON.parse(stdout) as string[][];
}, 90_000);

test.each(cases.map(([title, , , rules], index) => ({ title, rules, index })))('$title', ({ rules, index }) => {
  expect(complaints[index]).toEqual(rules);
});
