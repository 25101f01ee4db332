// `npm run build`: compiles the four projects of nest-cli.json into dist/, then bundles the workflows and the browser's script.
// Does nothing when no source has changed since the last success. Any failure ends it with 1.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';

const fingerprintFile = 'dist/.fingerprint';
const workflows = 'dist/libs/workflows/src/index.js';
const assets = 'apps/web/src/assets';
const force = process.argv.includes('--force');

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** Time and size of everything that a build reads: no content, so that looking costs some ms. */
function fingerprint() {
  const sources = ['apps', 'libs', 'tools'].flatMap(filesUnder).filter((file) => !/\.spec\.tsx?$/u.test(file));
  const files = [...sources, 'tsconfig.json', 'nest-cli.json', 'package-lock.json'].sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

/** Prints what the compiler said only when it failed. */
function nestBuild(project) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', project]);
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`nest build ${project} failed:\n${said.trim()}`)),
    );
  });
}

/** Two at a time: more compilers than that only wait for each other on a small machine. */
async function compile() {
  const projects = Object.entries(JSON.parse(readFileSync('nest-cli.json', 'utf8')).projects);
  const waiting = projects.filter(([name, { sourceRoot, entryFile }]) => {
    const there = name === 'worker' || existsSync(join(sourceRoot, `${entryFile}.ts`)); // worker compiles every lib, too
    if (!there) console.warn(`${name} has no ${join(sourceRoot, entryFile)}.ts: not built.`);
    return there;
  });
  const failures = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await nestBuild(next[0]).catch((error) => failures.push(error.message));
    }
  };
  await Promise.all([work(), work()]);
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

/** A compiled migration whose source is gone would still be applied. */
function removeOrphans() {
  const compiled = ['dist/apps', 'dist/libs', 'dist/tools'].flatMap(filesUnder).filter((file) => file.endsWith('.js'));
  for (const file of compiled) {
    const source = relative('dist', file).slice(0, -'.js'.length);
    if ([`${source}.ts`, `${source}.tsx`, `${source}.js`].some((candidate) => existsSync(candidate))) continue;
    rmSync(file);
    rmSync(`${file}.map`, { force: true });
  }
}

async function bundleWorkflows() {
  if (!existsSync(workflows)) return console.warn(`${workflows} is not there: no workflow bundle.`);
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: resolve(workflows),
    preloadModules: [resolve('dist/libs/domain/src/index.js')], // pure: once a process will do, not once a journey
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync('dist/workflow-bundle.js', code);
}

async function buildAssets() {
  for (const file of filesUnder(assets).filter((path) => extname(path) !== '.ts')) {
    mkdirSync(dirname(join('dist', file)), { recursive: true });
    cpSync(file, join('dist', file));
  }
  const scripts = filesUnder(assets).filter((path) => /(?<!\.d|\.spec)\.ts$/u.test(path));
  if (scripts.length === 0) return;
  const { build } = await import('esbuild');
  await build({
    entryPoints: scripts,
    outdir: join('dist', assets),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
  });
}

const now = fingerprint();
if (!force && existsSync(fingerprintFile) && readFileSync(fingerprintFile, 'utf8') === now) process.exit(0);
const start = performance.now();
console.log('Building …');
rmSync(fingerprintFile, { force: true });
try {
  await compile();
  removeOrphans();
  await Promise.all([bundleWorkflows(), buildAssets()]);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
writeFileSync(fingerprintFile, now);
console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
