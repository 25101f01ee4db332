import { contractNumberErrors, parseContractNumber } from '@app/domain';
import type { Draft } from '../../../drafts.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import type { FormErrors } from '../../../ui/form-errors.js';
import { siretSentences } from '../../../ui/siret-field.js';
import { texts } from '../texts.fr.js';

/** The two numbers of step 1, as typed; the later steps carry them in hidden fields, for each tab its own. */
export interface Numbers {
  siret: string;
  contract: string;
  /** Of an account that has expired (F11), asked once where signing in was refused. */
  identifier?: string;
}

export const numbersOf = (form: SentForm): Numbers => ({
  siret: typed(form, 'siret'),
  contract: typed(form, 'contrat'),
  ...(typed(form, 'identifiant') && { identifier: typed(form, 'identifiant') }),
});

/** Of what was typed before, all but the numbers stays. */
export const withNumbers = (draft: Draft | undefined, form: SentForm): SentForm => ({
  ...draft?.typed,
  ...Object.fromEntries(['siret', 'contrat', 'identifiant'].map((field) => [field, typed(form, field)])),
});

/** Where step 1 is asked, in the words of its errand. */
export const numbersAddress = ({ identifier }: Numbers): string => (identifier ? addresses.renew : addresses.register);

/** What can be said without asking anybody; the API judges again. */
export function numbersErrors({ siret, contract }: Numbers): FormErrors {
  return { siret: siretSentences(siret, texts.numbers.siretMissing), contrat: contractErrorsOf(contract) };
}

function contractErrorsOf(contract: string): string[] {
  if (contract.trim() === '') return [texts.numbers.contractMissing];
  const parsed = parseContractNumber(contract);
  return 'error' in parsed ? [contractNumberErrors[parsed.error]] : [];
}
