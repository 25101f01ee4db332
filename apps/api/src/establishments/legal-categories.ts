import { readFile } from 'node:fs/promises';
import type { Establishment } from '@app/contracts/http';
import { type EligibilityPolicy, legalCategoryLabel } from '@app/domain';
import type { ApiSettings } from '@app/settings';
import type { z } from 'zod';

/** From the root of the repository, where every process is started. */
const file = 'data/legal-categories.json';

/** Who may join by legal category, and what the categories are called. */
export class LegalCategories {
  constructor(readonly policy: EligibilityPolicy) {}

  static async load({ eligibilityOverrides }: Pick<ApiSettings, 'eligibilityOverrides'>): Promise<LegalCategories> {
    const policy = JSON.parse(await readFile(file, 'utf8')) as EligibilityPolicy;
    return new LegalCategories({ ...policy, overrides: Object.fromEntries(eligibilityOverrides ?? []) });
  }

  /** An establishment as the API shows it. */
  describe(
    siret: string,
    known: { name: string | null; city: string | null; legalCategory: string | null },
  ): z.infer<typeof Establishment> {
    const { name, city, legalCategory: code } = known;
    return {
      siret,
      name,
      city,
      legalCategory: code === null ? null : { code, label: legalCategoryLabel(code, this.policy) },
    };
  }
}
