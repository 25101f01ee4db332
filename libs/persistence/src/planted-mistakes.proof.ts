import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import ts from 'typescript';

const here = 'libs/persistence/src';

/** One mistake in a copy of a module: what stands there, and what stands there instead. */
const mistakes: [title: string, module: string, right: string, wrong: string][] = [
  [
    'settling a sign-in: a column that is none',
    'login-guard',
    'set({ last_login_at: now',
    'set({ last_sign_in_at: now',
  ],
  [
    'settling a sign-in: a text for a number',
    'login-guard',
    `.where('credentials_version', '=', credentialsVersion)`,
    `.where('credentials_version', '=', accountId)`,
  ],
  [
    'settling a sign-in: two values swapped',
    'login-guard',
    `.where('id', '=', accountId)\n        .where('credentials_version', '=', credentialsVersion)`,
    `.where('id', '=', credentialsVersion)\n        .where('credentials_version', '=', accountId)`,
  ],
  [
    'closing a case: a column that is none',
    'registration',
    `.set({ status, reason, ended_at`,
    `.set({ status, why: reason, ended_at`,
  ],
  [
    'closing a case: a column of a part that does not answer it',
    'registration',
    `cast<string>('locks.account_id', 'text')`,
    `cast<string>('locks.guard_key', 'text')`,
  ],
  [
    'closing a case: the words of two tables swapped',
    'registration',
    `ended_as: lit('ended') })\n        .where('account_id', 'in', (q) => q.selectFrom('pending')`,
    `ended_as: lit('pending') })\n        .where('account_id', 'in', (q) => q.selectFrom('pending')`,
  ],
  ['the first password: a column that is none', 'password-link', 'password_hash: hash,', 'password: hash,'],
  [
    'receiving a case: a column that is none',
    'registration',
    'phone: applicant.phone ?? null,',
    'phone: null, fax: null,',
  ],
  ['the first password: a number for a time', 'password-link', 'activated_at: now,', 'activated_at: 1,'],
  [
    'the first password: the words of two tables swapped',
    'password-link',
    `.set({ status: lit('completed')`,
    `.set({ status: lit('active')`,
  ],
];

const copyOf = (index: number): string => resolve(here, `planted-${index}.ts`);
const found = new Map<string, ts.Diagnostic[]>();

/** All in one program: most of the time goes into reading the types of the builder. */
beforeAll(() => {
  const copies = new Map<string, string>();
  for (const [index, [, module, right, wrong]] of mistakes.entries()) {
    const source = readFileSync(join(here, `${module}.ts`), 'utf8');
    if (!source.includes(right)) throw new Error(`${module}.ts has changed: plant the mistake anew`);
    copies.set(copyOf(index), source.replace(right, wrong));
  }
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync('tsconfig.json', 'utf8')) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const host = ts.createCompilerHost(options);
  const [fileExists, readFile] = [host.fileExists.bind(host), host.readFile.bind(host)];
  host.fileExists = (file) => copies.has(file) || fileExists(file);
  host.readFile = (file) => copies.get(file) ?? readFile(file);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, ...rest) => {
    const copy = copies.get(file);
    return copy === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, copy, ts.ScriptTarget.ESNext);
  };
  const rights = [...new Set(mistakes.map(([, module]) => resolve(here, `${module}.ts`)))];
  const program = ts.createProgram([...copies.keys(), ...rights], { ...options, noEmit: true }, host);
  for (const file of [...copies.keys(), ...rights])
    found.set(basename(file), [...program.getSemanticDiagnostics(program.getSourceFile(file))]);
}, 240_000);

test.each(mistakes.map(([title], index) => ({ title, index })))('does not compile: $title', ({ index }) => {
  expect(found.get(basename(copyOf(index)))?.length).toBeGreaterThan(0);
});

test('the modules themselves do', () => {
  const messages = mistakes
    .flatMap(([, module]) => found.get(`${module}.ts`) ?? [])
    .map(({ messageText }) => messageText);
  expect(messages).toEqual([]);
});
