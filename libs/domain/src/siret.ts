import { noBreakSpace, undressed } from './typed-text.js';

export type SiretError = 'siret-length' | 'siret-characters' | 'siret-monaco' | 'siren-key' | 'siret-key';

/**
 * Reads a SIRET: 14 digits, of which the first 9 are the SIREN; each has its own Luhn key, and both are checked.
 * La Poste (SIREN 356000000) outgrew Luhn: but for its head office, the sum of the 14 digits is a multiple of 5.
 * A few real numbers break their key (889742876 00009): support can let them through, this rule cannot.
 *
 * Errors, in the order they are looked for: `siret-monaco` (14 characters, letters among them),
 * `siret-characters` (anything that is no digit), `siret-length`, `siren-key`, `siret-key`.
 */
export function parseSiret(input: string): { siret: string } | { error: SiretError } {
  const siret = undressed(input);
  if (/[^0-9]/u.test(siret)) return { error: hasMonacoForm(siret) ? 'siret-monaco' : 'siret-characters' };
  if (siret.length !== 14) return { error: 'siret-length' };
  if (!endsWithLuhnKey(siret.slice(0, 9))) return { error: 'siren-key' };
  if (!hasSiretKey(siret)) return { error: 'siret-key' };
  return { siret };
}

/** `21690123100011` → `216 901 231 00011`, on one line. Expects 14 digits. */
export const formatSiret = (siret: string): string =>
  [siret.slice(0, 3), siret.slice(3, 6), siret.slice(6, 9), siret.slice(9)].join(noBreakSpace);

/** The sentence for each error; takes what was typed, as it was typed. */
export const siretErrors: Readonly<Record<SiretError, (typed: string) => string>> = {
  'siret-length': (typed) => lengthSentence(undressed(typed)),
  'siret-characters': (typed) => charactersSentence(undressed(typed)),
  'siret-monaco': () =>
    'Ce numéro contient des lettres, comme ceux attribués à Monaco : seuls les SIRET de 14 chiffres sont acceptés ici.',
  'siren-key': () => 'Ce SIRET n’existe pas : clé incorrecte dans les 9 premiers chiffres, vérifiez votre saisie.',
  'siret-key': () => 'Ce SIRET n’existe pas : clé incorrecte dans les 5 derniers chiffres, vérifiez votre saisie.',
};

/** Letters that are no digit misread: those take the place of 0 and 1 in any number. */
const hasMonacoForm = (siret: string): boolean =>
  /^[A-Z0-9]{14}$/iu.test(siret) && /[A-Z]/iu.test(siret.replace(/[OIL]/giu, ''));

function charactersSentence(siret: string): string {
  const misread = /^[0-9OIL]+$/iu.test(siret) && /[OIL]/iu.exec(siret)?.[0];
  if (!misread) return 'Le SIRET ne compte que des chiffres.';
  const digit = /o/iu.test(misread) ? 'zéro' : 'un';
  return `Le SIRET ne compte que des chiffres : vous avez saisi la lettre « ${misread} », peut-être pour le chiffre ${digit}.`;
}

function lengthSentence(siret: string): string {
  const { length } = siret;
  if (length === 9 && endsWithLuhnKey(siret))
    return 'Vous avez saisi un SIREN (9 chiffres) : le SIRET compte 5 chiffres de plus, propres à l’établissement.';
  const expected = 'Le SIRET compte 14 chiffres : ';
  if (length === 0) return `${expected}saisissez-les.`;
  if (length < 14) return `${expected}il en manque ${length === 13 ? 'un' : 14 - length}.`;
  return `${expected}il y en a ${length === 15 ? 'un' : length - 14} de trop.`;
}

const laPoste = { siren: '356000000', headOffice: '35600000000048' };

function hasSiretKey(siret: string): boolean {
  if (siret.startsWith(laPoste.siren) && siret !== laPoste.headOffice) return sumOf([...siret].map(Number)) % 5 === 0;
  return endsWithLuhnKey(siret);
}

/** Every second digit from the right counts double, its own digits added up; the whole is a multiple of 10. */
function endsWithLuhnKey(digits: string): boolean {
  const weighed = [...digits].reverse().map((digit, rank) => {
    const weight = Number(digit) * (rank % 2 === 1 ? 2 : 1);
    return weight > 9 ? weight - 9 : weight;
  });
  return sumOf(weighed) % 10 === 0;
}

const sumOf = (figures: number[]): number => figures.reduce((sum, figure) => sum + figure, 0);
