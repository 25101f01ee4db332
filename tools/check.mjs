// `npm run check`: everything that can be said of a change without running it. Two at a time, one line each; what a failing
// one printed follows at the end.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const bin = (name, ...args) => [`node_modules/.bin/${name}`, ...args];
const node = (...args) => [process.execPath, ...args];
const folders = ['apps', 'libs', 'tools', 'e2e'].filter(existsSync);

const checks = [
  ['lint', bin('eslint', '--max-warnings=0', '--no-error-on-unmatched-pattern', ...folders)],
  ['build', node('tools/build.mjs')],
  ['types', bin('tsc', '--noEmit')],
  ['format', bin('prettier', '--check', '--log-level=warn', '.')],
  ['directions', bin('depcruise', '--output-type', 'err-long', ...folders)],
  ['dead code', bin('knip')],
];
/** They read what the build has made. */
const generated = [
  ['table of settings', node('dist/tools/settings-table.js', '--check')],
  ['citations', node('dist/tools/docs/main.js')],
  ...(existsSync('tools/openapi-check.mjs') ? [['OpenAPI and client', node('tools/openapi-check.mjs')]] : []),
];

function run([name, [command, ...args]]) {
  const start = performance.now();
  return new Promise((done) => {
    const child = spawn(command, args, { env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    child.on('error', (error) => (said += error.message));
    child.on('close', (code) => {
      const passed = code === 0;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${passed ? '✓' : '✗'} ${name.padEnd(20)} ${seconds.padStart(5)} s`);
      done({ name, passed, said });
    });
  });
}

async function runAll(list) {
  const waiting = [...list];
  const results = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await run(next));
  };
  await Promise.all([work(), work()]);
  return results;
}

const results = [...(await runAll(checks)), ...(await runAll(generated))];
const failed = results.filter(({ passed }) => !passed);
for (const { name, said } of failed) console.log(`\n── ${name}\n${said.trim()}`);
process.exit(failed.length > 0 ? 1 : 0);
