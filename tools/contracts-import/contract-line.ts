import { contractNumberErrors, parseContractNumber, parseSiret, siretErrors } from '@app/domain';

/** The funds whose contracts open the platform (`docs/faq.md`, F3). */
const funds = ['CNRACL', 'IRCANTEC', 'RAFP', 'FIPHFP', 'ATIACL', 'FEH', 'FSPOEIE'];

export interface ContractLine {
  siret: string;
  fund: string;
  number: string;
}

const asText = 'mettez la colonne au format Texte dans le tableur, saisissez-le de nouveau, puis exportez.';

/** `="0123"` and `'0123` are how spreadsheets are told to leave a number alone. */
const bare = (field: string | undefined): string => (field ?? '').trim().replace(/^(?:="(.*)"|'(.*))$/u, '$1$2');

/** `2,16901E+13` and `1234.0`: digits are lost, or one too many, although what is left may look like a number. */
const isSpreadsheetsNumber = (typed: string): boolean => /^\d([.,]\d+)?E[+-]\d+$|^\d+[.,]0{1,2}$/iu.test(typed);

/** Reads the three fields of a line: the contract in its normal form, or why it cannot be one, in words. */
export function readContractLine(fields: Partial<ContractLine>): ContractLine | { reason: string } {
  const [typed, typedNumber] = [bare(fields.siret), bare(fields.number)];
  for (const one of [typed, typedNumber])
    if (isSpreadsheetsNumber(one)) return { reason: `Le tableur a écrit « ${one} » pour un numéro : ${asText}` };
  const siret = parseSiret(typed);
  if ('error' in siret) return { reason: siretErrors[siret.error](typed) + zeroLost(typed) };
  const fund = bare(fields.fund).toUpperCase();
  if (!funds.includes(fund)) return { reason: `Ce fonds n’existe pas : attendu ${funds.join(', ')}.` };
  const number = parseContractNumber(typedNumber);
  if ('error' in number) return { reason: contractNumberErrors[number.error] };
  return { siret: siret.siret, fund, number: number.number };
}

/** A number that begins with 0 comes out of a spreadsheet without it. */
const zeroLost = (typed: string): string =>
  'siret' in parseSiret(`0${typed}`) ? ` Il commence sans doute par un 0 : ${asText}` : '';
