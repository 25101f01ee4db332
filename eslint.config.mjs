// Few rules: each catches a mistake that types and tests let through. Format is prettier's, layers are dependency-cruiser's.
import tseslint from 'typescript-eslint';

/** Not replaced by Temporal's sandbox, so a replay would see other values. */
const replayed = ['Temporal', 'performance', 'process', 'fetch', 'crypto'];
const statementText = '/^\\s*(select|insert into|update|delete from|with)\\s|\\b(insert into|delete from)\\b/';
const noStatementText =
  'A module of libs/persistence owns each table and holds its statements, typed against the entities: call it (ADR 10).';

const banned = (names, message) => names.map((name) => ({ name, message }));

export default tseslint.config(
  {
    ignores: [
      'dist',
      '.data',
      '.cache',
      'coverage',
      '**/*.mjs',
      '**/*.cjs',
      '*.config.ts',
      'knip.ts',
      'apps/web/src/api/generated',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // an activity call, a write or a timer that nobody awaits is lost when it fails, and is not replayed in order
      '@typescript-eslint/no-floating-promises': 'error',
      // `if (promise)` is always true; an async listener's error reaches nobody
      '@typescript-eslint/no-misused-promises': 'error',
      // an `await` on a plain value says that something waits where nothing does
      '@typescript-eslint/await-thenable': 'error',
      // a new status, reason or mail kind must be thought of wherever the old ones are told apart
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // a thrown string has no stack
      '@typescript-eslint/only-throw-error': 'error',
      // `any` switches the types off without a trace
      '@typescript-eslint/no-explicit-any': 'error',
      // dead names hide which ones matter; `_` says on purpose
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // a default export gets another name in every file that imports it
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      // `==` converts before it compares
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['libs/workflows/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...banned(replayed, 'A replay would see another value: take it from @temporalio/workflow or from an activity.'),
      ],
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['libs/persistence/**', '**/*.spec.ts', '**/*.fixture.ts', 'apps/*/testing/**'],
    rules: {
      'no-restricted-imports': ['error', { name: 'kysely', message: noStatementText }],
      'no-restricted-syntax': [
        'error',
        { selector: `Literal[value=${statementText}]`, message: noStatementText },
        { selector: `TemplateElement[value.raw=${statementText}]`, message: noStatementText },
      ],
    },
  },
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...banned(
          ['performance', 'process', 'fetch', 'crypto'],
          'A rule of the domain reads no clock, no chance, no outside: take it as an argument.',
        ),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'A rule reads no clock: take the time as an argument.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'A rule reads no clock: take the time as an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'A rule knows no chance: take it as an argument.',
        },
      ],
    },
  },
);
