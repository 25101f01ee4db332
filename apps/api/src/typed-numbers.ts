import { contractNumberErrors, parseContractNumber, parseSiret, siretErrors } from '@app/domain';
import { invalid, problem } from './problem.js';

/** 14 digits, or 422 `siret-invalid` saying what is wrong with them. */
export function siretOf(typed: string): string {
  const read = parseSiret(typed);
  if ('siret' in read) return read.siret;
  throw problem('siret-invalid', {
    errors: [{ path: 'siret', code: read.error, message: siretErrors[read.error](typed) }],
  });
}

/** `[A-Z0-9]{4,20}`, or 422 `request-invalid`. */
export function contractNumberOf(typed: string): string {
  const read = parseContractNumber(typed);
  if ('number' in read) return read.number;
  throw invalid('contractNumber', read.error, contractNumberErrors[read.error]);
}
