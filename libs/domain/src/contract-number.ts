import { inCapitals, undressed } from './typed-text.js';

export type ContractNumberError = 'contract-length' | 'contract-characters';

/**
 * Reads a « numéro de contrat ». Its format is not public, so it is opaque: spaces, dots and dashes go, letters
 * become capitals, and what is left is `[A-Z0-9]{4,20}`. Valid means found in the registry, which is not asked here.
 */
export function parseContractNumber(input: string): { number: string } | { error: ContractNumberError } {
  const number = inCapitals(undressed(input));
  if (/[^A-Z0-9]/u.test(number)) return { error: 'contract-characters' };
  if (number.length < 4 || number.length > 20) return { error: 'contract-length' };
  return { number };
}

/** The sentence for each error. */
export const contractNumberErrors: Readonly<Record<ContractNumberError, string>> = {
  'contract-length': 'Le numéro de contrat compte de 4 à 20 caractères.',
  'contract-characters': 'Le numéro de contrat ne compte que des lettres sans accent et des chiffres.',
};
