import type { Establishment } from '@app/contracts/http';
import { type EligibilityPolicy, legalCategoryLabel } from '@app/domain';
import type { z } from 'zod';

/** Who may join by legal category, and what the categories are called. */
export class LegalCategories {
  constructor(readonly policy: EligibilityPolicy) {}

  /** An establishment as the API shows it. */
  describe(
    siret: string,
    known: { name: string | null; city: string | null; legalCategory: string | null },
  ): z.infer<typeof Establishment> {
    const { name, city, legalCategory: code } = known;
    const legalCategory = code === null ? null : { code, label: legalCategoryLabel(code, this.policy) };
    return { siret, name, city, legalCategory };
  }
}
