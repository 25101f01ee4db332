type Access = 'yes' | 'review' | 'no';

/** The answer, with the rule that decided, so that it explains itself. The contract of the journey has its shape. */
interface EligibilityVerdict {
  access: Access;
  rule: string;
  /** With `no` only. */
  reason?: 'establishment-closed' | 'establishment-not-eligible';
}

/** `data/legal-categories.json`, and what a deployment decides on its own. */
export interface EligibilityPolicy {
  /** For INSEE codes outside the families listed one by one. */
  default: Access;
  /** For what is no INSEE code, or a code of a listed family that the list does not hold. Never `yes`. */
  unknownCode: Exclude<Access, 'yes'>;
  /** By INSEE code, for codes outside the listed families. */
  exceptions: Readonly<Record<string, Access>>;
  categories: readonly { code: string; label: string; access: Access; funds: readonly string[] }[];
  /** INSEE’s words for the codes that are not listed one by one. */
  labels: Readonly<Record<string, string>>;
  /** By SIREN. */
  overrides?: Readonly<Record<string, 'allow' | 'refuse'>>;
}

/** What the rule needs to know; `DirectoryEstablishment` of partners fits. */
export interface EligibilityCase {
  /** 14 digits. */
  siret: string;
  /** INSEE « catégorie juridique », four digits; anything else counts as unknown. */
  legalCategory: string;
  /** Null: no directory tells it. */
  open: boolean | null;
  /** The legal unit (SIREN) the establishment belongs to. Null like `open`; absent: taken to be open. */
  unitOpen?: boolean | null;
  diffusible: boolean;
}

/**
 * May this establishment join the platform (F2)? The first line that fits decides, and the answer names it:
 *
 * 1. `closed`: the establishment or its unit is closed → no
 * 2. `override:allow`, `override:refuse`: its SIREN is on the deployment's list → yes, no
 * 3. `not-diffusible`: the directory holds back who it is → review
 * 4. `legal-category:7210`: its category is on the list (families 4 and 7, code by code) → as listed
 * 5. `exception:8110`: its category is a named exception → as named
 * 6. `unknown-category`: not four digits, or of a listed family without being on the list → review
 * 7. `default`: any other category → no
 *
 * A yes of an establishment whose state no directory tells is a review, `state-untold`. The category is never inferred from
 * the name, and what is unknown is never a yes.
 */
export function eligibility(establishment: EligibilityCase, policy: EligibilityPolicy): EligibilityVerdict {
  const { open, unitOpen } = establishment;
  if (open === false || unitOpen === false) return { access: 'no', rule: 'closed', reason: 'establishment-closed' };
  const decided = eligibilityOfOpen(establishment, policy);
  const isTold = open !== null && unitOpen !== null;
  return decided.access === 'yes' && !isTold ? verdict('review', 'state-untold') : decided;
}

function eligibilityOfOpen(establishment: EligibilityCase, policy: EligibilityPolicy): EligibilityVerdict {
  const { legalCategory, siret } = establishment;
  const override = own(policy.overrides ?? {}, siret.slice(0, 9));
  if (override) return verdict(override === 'allow' ? 'yes' : 'no', `override:${override}`);

  if (!establishment.diffusible) return verdict('review', 'not-diffusible');

  const listed = policy.categories.find(({ code }) => code === legalCategory);
  if (listed) return verdict(listed.access, `legal-category:${legalCategory}`);

  const exception = own(policy.exceptions, legalCategory);
  if (exception) return verdict(exception, `exception:${legalCategory}`);

  if (!/^[0-9]{4}$/u.test(legalCategory) || isOfListedFamily(legalCategory, policy))
    return verdict(policy.unknownCode, 'unknown-category');

  return verdict(policy.default, 'default');
}

/** The category in INSEE's words; `null` for a code the file does not hold. */
export const legalCategoryLabel = (code: string, { categories, labels }: EligibilityPolicy): string | null =>
  categories.find((category) => category.code === code)?.label ?? own(labels, code) ?? null;

function verdict(access: Access, rule: string): EligibilityVerdict {
  return access === 'no' ? { access, rule, reason: 'establishment-not-eligible' } : { access, rule };
}

/** INSEE's first digit is the family; the families the policy lists one by one are those it has codes of. */
const isOfListedFamily = (code: string, { categories }: EligibilityPolicy): boolean =>
  categories.some((category) => category.code.charAt(0) === code.charAt(0));

/** A code may be any text: `constructor` must not find what every object inherits. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
