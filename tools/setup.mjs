// Installs the locked dependencies, of this or of the given folder, when they differ from what is there. Plain Node built-ins: it runs before any package exists.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(fileURLToPath(new URL('..', import.meta.url)), process.argv[2] ?? '.'));

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}

// Contents, not time stamps: npm writes its own lock at the end of every install.
function installed() {
  const have = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(
    ([path, p]) => path === '' || p.optional || p.devOptional || p.os || p.cpu || have[path]?.version === p.version,
  );
}

if (!installed()) {
  console.log('Installing the locked dependencies (npm ci) …');
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell,
  });
  if (status !== 0) process.exit(status ?? 1);
}

const local = existsSync('node_modules/.bin/node') || existsSync('node_modules/.bin/node.cmd');
const [major, minor] = process.versions.node.split('.').map(Number);
if (!local && (major < 24 || (major === 24 && minor < 9))) {
  console.error(`This needs Node.js >= 24.9: no build of it comes along for ${process.platform}-${process.arch}.`);
  process.exit(1);
}
