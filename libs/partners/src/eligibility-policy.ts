import type { EligibilityPolicy } from '@app/domain';
import { readFileSync } from 'node:fs';

/** The rule's data (`data/legal-categories.json`), with what a deployment decides by SIREN. Read once, as a process starts. */
export const eligibilityPolicy = (
  file: string,
  overrides: ReadonlyMap<string, 'allow' | 'refuse'> = new Map(),
): EligibilityPolicy => ({
  ...(JSON.parse(readFileSync(file, 'utf8')) as EligibilityPolicy),
  overrides: Object.fromEntries(overrides),
});
