/** Writes the table of settings into README.md between its markers; with `--check`, only looks whether it is up to date. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '@app/settings';

const [begin, end] = ['<!-- settings:begin -->', '<!-- settings:end -->'];
const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : '';
const [before, rest] = readme.split(begin);
const after = rest?.split(end)[1];
if (after === undefined) {
  console.error(`README.md lacks the markers ${begin} and ${end}.`);
  process.exit(1);
}
const current = `${before}${begin}\n${settingsTable()}\n${end}${after}`;
if (current === readme) process.exit(0);
if (process.argv.includes('--check')) {
  console.error('The table of settings in README.md is out of date: run node dist/tools/settings-table.js');
  process.exit(1);
}
writeFileSync('README.md', current);
