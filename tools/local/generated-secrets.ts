import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({
  postgres: z.object({ superuser: z.string(), owner: z.string(), application: z.string() }),
  LINK_KEYS: z.string(),
  GUARD_KEYS: z.string(),
  SESSION_SECRETS: z.string(),
  INTERNAL_TOKEN: z.string(),
});
/** Of one machine's product; made once, then always the same: links that were mailed must work after a restart. */
export type Secrets = z.infer<typeof Secrets>;

const random = (bytes: number): string => randomBytes(bytes).toString('hex');
const generate = (): Secrets => ({
  postgres: { superuser: random(24), owner: random(24), application: random(24) },
  LINK_KEYS: `local:${randomBytes(32).toString('base64')}`,
  GUARD_KEYS: `local:${randomBytes(32).toString('base64')}`,
  SESSION_SECRETS: random(32),
  INTERNAL_TOKEN: random(32),
});

/**
 * Reads `secrets.json` of the folder (which exists); makes it, for its owner's eyes only, the first time. Secrets that an
 * earlier version did not know are added; those that are there stay.
 */
export function generatedSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  const kept: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const known = Secrets.safeParse(kept);
  if (known.success) return known.data;
  const secrets = Secrets.parse({ ...generate(), ...(kept as object) });
  writeFileSync(`${file}.draft`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.draft`, file);
  return secrets;
}
