import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where side effects happen. */
const sourceFolders = [
  ...['apps/api/src', 'apps/worker/src'],
  ...['libs/activities/src', 'libs/journeys/src', 'libs/partners/src', 'libs/persistence/src'],
];

/** Product sources below the folders: no tests, no migrations. */
export const sourcesIn = (root: string): string[] =>
  sourceFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.(?:spec|fixture)\.ts$|migrations?\b/u.test(file))
      .map((file) => join(folder, file)),
  );

/** Every point named in the product's sources, activities' included; a name with a variable part stands for all its values. */
export function crashPoints(root = '.'): string[] {
  const named = sourcesIn(root).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/crashPoint\(['`]([^'`]+)['`]\)/gu)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(named.flatMap((name) => valuesOf(name, root)))].sort();
}

function valuesOf(name: string, root: string): string[] {
  const [, variable] = /\$\{([^}]+)\}/u.exec(name) ?? [];
  if (variable === undefined) return [name];
  const values = variable === 'request.route' ? ['registrations', 'resend'] : activitiesIn(root);
  return values.map((value) => name.replace(`\${${variable}}`, value));
}

/** Names of the contracts' activities. */
export function activitiesIn(root: string): string[] {
  const folder = join(root, 'libs/contracts/src');
  const contracts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return contracts
    .flatMap((text) => [...text.matchAll(/^export interface \w+Activities \{$(.*?)^\}$/gmsu)])
    .flatMap(([, body = '']) => [...body.matchAll(/^ {2}(\w+)\(/gmu)].map(([, name = '']) => name));
}
