import { z } from 'zod';

/** By SIREN (9 digits), what support has decided against the rule of the legal category. */
export type EligibilityOverrides = ReadonlyMap<string, 'allow' | 'refuse'>;

export const eligibilityOverrides = z.string().transform((written, ctx): EligibilityOverrides => {
  const overrides = new Map<string, 'allow' | 'refuse'>();
  for (const entry of written.split(',').map((text) => text.trim())) {
    const [, siren, access] = /^(\d{9}):(allow|refuse)$/u.exec(entry) ?? [];
    if (siren && access) overrides.set(siren, access as 'allow' | 'refuse');
    else ctx.addIssue({ code: 'custom', message: `“${entry}” is not a SIREN of 9 digits, then :allow or :refuse` });
  }
  return overrides;
});
