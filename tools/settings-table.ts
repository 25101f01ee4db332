/** Writes the table of settings into its page between the markers; with `--check`, only looks whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '@app/settings';

const page = 'docs/settings.md';
const [begin, end] = ['<!-- settings:begin -->', '<!-- settings:end -->'];
const written = readFileSync(page, 'utf8');
const [before, rest] = written.split(begin);
const after = rest?.split(end)[1];
if (after === undefined) {
  console.error(`${page} lacks the markers ${begin} and ${end}.`);
  process.exit(1);
}
const current = `${before}${begin}\n${settingsTable()}\n${end}${after}`;
if (current === written) process.exit(0);
if (process.argv.includes('--check')) {
  console.error(`The table in ${page} is out of date: run npm run -s build && npm run settings:table`);
  process.exit(1);
}
writeFileSync(page, current);
