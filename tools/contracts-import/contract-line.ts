import { contractNumberErrors, parseContractNumber, parseSiret, siretErrors } from '@app/domain';

/** The funds whose contracts open the platform (`faq.md`, F3). */
const funds = ['CNRACL', 'IRCANTEC', 'RAFP', 'FIPHFP', 'ATIACL', 'FEH', 'FSPOEIE'];

export interface ContractLine {
  siret: string;
  fund: string;
  number: string;
}

/** Some tools put every field between quotes; nothing here can hold one. */
const bare = (field: string | undefined): string => (field ?? '').trim().replace(/^"(.*)"$/u, '$1');

/** Reads the three fields of a line: the contract in its normal form, or why it cannot be one, in words. */
export function readContractLine(fields: Partial<ContractLine>): ContractLine | { reason: string } {
  const typed = bare(fields.siret);
  const siret = parseSiret(typed);
  if ('error' in siret) return { reason: siretErrors[siret.error](typed) };
  const fund = bare(fields.fund).toUpperCase();
  if (!funds.includes(fund)) return { reason: `Ce fonds n’existe pas : attendu ${funds.join(', ')}.` };
  const number = parseContractNumber(bare(fields.number));
  if ('error' in number) return { reason: contractNumberErrors[number.error] };
  return { siret: siret.siret, fund, number: number.number };
}
