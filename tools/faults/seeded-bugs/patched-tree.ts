import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import ts from 'typescript';

/**
 * A copy of the working tree, as built, in `tree`, with `patch` applied, and what it touches compiled again; types are not looked
 * at. Throws when the patch does not apply any more.
 */
export async function patchedTree(tree: string, patch: string | undefined): Promise<void> {
  copySources(tree);
  cpSync('dist', join(tree, 'dist'), { recursive: true });
  for (const shared of ['node_modules', '.cache/temporal'].filter(existsSync)) {
    mkdirSync(dirname(join(tree, shared)), { recursive: true });
    symlinkSync(resolve(shared), join(tree, shared));
  }
  if (patch === undefined) return;
  const touched = git(tree, 'apply', '--numstat', patch)
    .trim()
    .split('\n')
    .map((line) => line.split('\t')[2] ?? '');
  git(tree, 'apply', '--whitespace=nowarn', patch);
  for (const file of touched) compile(tree, file);
  if (touched.some((file) => file.startsWith('libs/workflows/'))) await bundleAgain(tree);
}

/** What is committed, and what is not yet; nothing that is ignored. */
function copySources(tree: string): void {
  const files = git('.', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean);
  for (const file of files.filter(existsSync)) cpSync(file, join(tree, file));
}

/** As `nest build` compiles it, one file by itself. */
function compile(tree: string, file: string): void {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: { paths: Record<string, string[]> } };
  };
  // Alone, a file does not know that its package is of ES modules.
  const alone = { ...config.compilerOptions, module: 'esnext', moduleResolution: 'bundler', sourceMap: false };
  const { options } = ts.convertCompilerOptionsFromJson(alone, '.');
  const { outputText } = ts.transpileModule(readFileSync(join(tree, file), 'utf8'), {
    fileName: file,
    compilerOptions: options,
  });
  const resolved = outputText.replaceAll(/(?<=from ['"])@app\/[^'"]+/gu, (name) => {
    const [target = name] = config.compilerOptions.paths[name] ?? [];
    return `./${posix.relative(posix.dirname(file), target).replace(/\.ts$/u, '.js')}`;
  });
  writeFileSync(join(tree, 'dist', file.replace(/\.tsx?$/u, '.js')), resolved);
}

async function bundleAgain(tree: string): Promise<void> {
  const workflowsPath = resolve(tree, 'dist/libs/workflows/src/index.js');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  writeFileSync(join(tree, 'dist/workflow-bundle.js'), code);
}

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}
