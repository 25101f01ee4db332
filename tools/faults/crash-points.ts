import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Activities of a registration that ends with its password; those of an end by time come with their own run. */
const activities = [
  'lookAtRegistration',
  'checkEligibility',
  'openRegistration',
  'sendCreationMail',
  'sendWelcomeMail',
];

/** Every point named in the product's sources, activities' included. */
export function crashPoints(root = '.'): string[] {
  const named = new Set<string>();
  for (const folder of ['apps/api/src', 'libs/activities/src', 'libs/journeys/src'])
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        for (const [, name] of readFileSync(join(root, folder, file), 'utf8').matchAll(
          /crashPoint\(['`]([^'`]+)['`]\)/gu,
        ))
          named.add(name ?? '');
  const routes = [...named].flatMap((name) =>
    name.includes('${') ? ['registrations', 'resend'].map((route) => name.replace(/\$\{[^}]+\}/u, route)) : [name],
  );
  return [...routes, ...activities.flatMap((name) => [`activity.${name}.before`, `activity.${name}.after`])];
}
