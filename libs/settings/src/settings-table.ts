import { documentation, environment, type VariableName } from './environment.js';
import { used } from './settings.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => `\`${text}\``;

function row(name: VariableName): string {
  const {
    meaning,
    default: usual,
    example,
  } = documentation.get(environment.shape[name]) ?? { meaning: '', example: '' };
  const users = Object.entries(used).filter(([, names]) => (names as readonly string[]).includes(name));
  const by = users.map(([process]) => (process === 'local' ? '`npm start`' : process)).join(', ');
  return `| ${[code(name), meaning, usual ? code(usual) : '–', code(example), by].map(cell).join(' | ')} |`;
}

/** Every setting as a Markdown table, for `docs/settings.md`. */
export function settingsTable(): string {
  const head = ['| variable | meaning | default | example | read by |', '| --- | --- | --- | --- | --- |'];
  return [...head, ...(Object.keys(environment.shape) as VariableName[]).map(row)].join('\n');
}
