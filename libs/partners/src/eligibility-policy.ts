import type { EligibilityPolicy } from '@app/domain';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Access = z.enum(['yes', 'review', 'no']);
const PolicyFile = z.object({
  default: Access,
  unknownCode: z.enum(['review', 'no']),
  exceptions: z.record(z.string(), Access),
  categories: z
    .array(
      z.object({
        code: z.string().regex(/^[0-9]{4}$/u),
        label: z.string(),
        access: Access,
        funds: z.array(z.string()),
      }),
    )
    .min(1),
  labels: z.record(z.string().regex(/^[0-9]{4}$/u), z.string()),
});

/**
 * The rule's data (`data/legal-categories.json`), with what a deployment decides by SIREN. Read once, as a process
 * starts, and throws then if the file is missing or of another form: no case should be the first to notice.
 */
export const eligibilityPolicy = (
  file: string,
  overrides: ReadonlyMap<string, 'allow' | 'refuse'> = new Map(),
): EligibilityPolicy => ({
  ...PolicyFile.parse(JSON.parse(readFileSync(file, 'utf8'))),
  overrides: Object.fromEntries(overrides),
});
