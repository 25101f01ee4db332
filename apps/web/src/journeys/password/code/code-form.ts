import { parseCode, parseIdentifier, parseSiret } from '@app/domain';
import type { PasswordByCode } from '../../../api/generated/parcours.js';
import { type SentForm, typed } from '../../../typed.js';
import type { FormErrors } from '../../../ui/form-errors.js';
import { texts } from '../texts.fr.js';

const { code: words } = texts;

/** What is typed and shown again; the password never is. */
export interface CodeForm {
  who: string;
  code: string;
}

export const codeFormOf = (form: SentForm): CodeForm => ({ who: typed(form, 'qui'), code: typed(form, 'code') });

/** What the API is asked, or what is plainly wrong: neither counts as a wrong code. */
export function readCodeForm(
  { who, code }: CodeForm,
  password: string,
): { body: PasswordByCode } | { errors: FormErrors } {
  const whose = whoseAccount(who);
  const parsed = parseCode(code);
  if (whose && parsed && password) return { body: { ...whose, code: parsed, password } };
  return {
    errors: {
      qui: whose ? [] : [who.trim() === '' ? words.whoMissing : words.whoUnclear],
      code: parsed ? [] : [code.trim() === '' ? words.codeMissing : words.codeShape],
      'mot-de-passe': password ? [] : [texts.passwordMissing],
    },
  };
}

export const isIdentifier = (who: string): boolean => parseIdentifier(who) !== undefined;

function whoseAccount(who: string): { identifier: string } | { siret: string } | undefined {
  const identifier = parseIdentifier(who);
  if (identifier) return { identifier };
  const parsed = parseSiret(who);
  return 'siret' in parsed ? parsed : undefined;
}
