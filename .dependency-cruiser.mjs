// Who may know whom (docs/architecture.md). A rule's comment is what `npm run check` says to the person who breaks it.
const lib = (...names) => `^libs/(${names.join('|')})/`;
const tests = '(\\.(spec|e2e-spec|proof|fixture)\\.tsx?$|/testing/)';

/** A folder that may import these libs of ours and nothing else of ours. */
function mayImport(name, from, allowed, comment) {
  const own = from.replace(/\/$/u, '');
  const libs = allowed.length > 0 ? `|^libs/(${allowed.join('|')})/` : '';
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { path: '^(libs|apps|tools|e2e)/', pathNot: `${own}/${libs}` },
  };
}

export default {
  forbidden: [
    mayImport(
      'contracts-know-the-rules-alone',
      lib('contracts'),
      ['domain'],
      'Contracts are read by everybody: what they import, everybody drags along. The domain’s rules bring nothing.',
    ),
    mayImport(
      'domain-knows-nobody',
      lib('domain'),
      [],
      'Rules are pure: they read no fact by themselves, so they can be tested as a table.',
    ),
    mayImport(
      'settings-know-nobody',
      lib('settings'),
      [],
      'Settings are the first thing a process reads, before anything else can fail.',
    ),
    mayImport(
      'workflows',
      lib('workflows'),
      ['contracts', 'domain'],
      'A workflow is replayed: everything with an effect lies behind an activity, known here as a type.',
    ),
    mayImport(
      'edge-knows-nobody',
      lib('edge'),
      [],
      'What every HTTP process does at its door is the same for all: it knows none of them.',
    ),
    mayImport('persistence', lib('persistence'), ['contracts', 'domain'], 'Facts do not know who asks for them.'),
    mayImport(
      'partners',
      lib('partners'),
      ['contracts', 'domain', 'persistence'],
      'A partner’s client translates the partner for everybody: it knows no journey and no process.',
    ),
    mayImport(
      'journeys',
      lib('journeys'),
      ['contracts', 'domain', 'persistence'],
      'How to reach a journey from outside is the same for api, worker and tools: it knows none of them, and no workflow’s code.',
    ),
    mayImport(
      'activities',
      lib('activities'),
      ['contracts', 'domain', 'persistence', 'partners'],
      'An activity receives what it uses: it knows neither Nest nor the process it runs in.',
    ),
    mayImport(
      'api',
      '^apps/api/',
      ['contracts', 'domain', 'persistence', 'partners', 'settings', 'journeys', 'edge'],
      'The API writes facts and signals: it never imports workflows or activities, or it could not be deployed without them.',
    ),
    mayImport(
      'web',
      '^apps/web/',
      ['contracts', 'domain', 'settings', 'edge'],
      'The site holds no state: it knows the API through its generated client only.',
    ),
    mayImport(
      'worker',
      '^apps/worker/',
      ['contracts', 'domain', 'persistence', 'partners', 'settings', 'journeys', 'activities', 'workflows'],
      'The worker composes libs; another process’s code is not its business.',
    ),
    {
      name: 'web-reads-contracts-by-the-http-door',
      comment: 'contracts/index.ts brings Temporal along; the site needs @app/contracts/http only.',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: tests },
      to: { path: '^libs/contracts/', pathNot: '^libs/contracts/src/http\\.ts$' },
    },
    {
      name: 'libs-by-their-door',
      comment:
        'A lib is imported by its public index.ts (contracts also by http.ts), so that the rest of it can change.',
      severity: 'error',
      from: { path: '^(apps|tools|e2e)/', pathNot: tests },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/(index|http)\\.ts$' },
    },
    {
      name: 'libs-by-their-door-from-libs',
      comment:
        'A lib is imported by its public index.ts (contracts also by http.ts), so that the rest of it can change.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: tests },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/$1/|^libs/[^/]+/src/(index|http)\\.ts$' },
    },
    {
      name: 'domain-has-no-dependency',
      comment: 'Rules need no package and no Node: they run in a workflow, in a test, anywhere.',
      severity: 'error',
      from: { path: lib('domain'), pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'workflows-run-in-the-sandbox',
      comment: 'Only @temporalio/workflow and @temporalio/common are made for Temporal’s sandbox.',
      severity: 'error',
      from: { path: lib('workflows'), pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/@temporalio/(workflow|common)/' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'Test code may cut corners that the product must not.',
      severity: 'error',
      from: { path: '^(apps|libs|tools)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one idea: put it in one of them, or name the third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      comment: 'The module does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.data|\\.cache)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
