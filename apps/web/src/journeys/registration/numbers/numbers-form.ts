import { contractNumberErrors, parseContractNumber } from '@app/domain';
import { type SentForm, typed } from '../../../typed.js';
import type { FormErrors } from '../../../ui/form-errors.js';
import { siretSentences } from '../../../ui/siret-field.js';
import { texts } from '../texts.fr.js';

/** The two numbers of step 1, as typed; later steps carry them in hidden fields. */
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

/** What can be said without asking anybody; the API judges again. */
export function numbersErrors({ siret, contract }: Numbers): FormErrors {
  return { siret: siretSentences(siret, texts.numbers.siretMissing), contrat: contractErrorsOf(contract) };
}

function contractErrorsOf(contract: string): string[] {
  if (contract.trim() === '') return [texts.numbers.contractMissing];
  const parsed = parseContractNumber(contract);
  return 'error' in parsed ? [contractNumberErrors[parsed.error]] : [];
}
