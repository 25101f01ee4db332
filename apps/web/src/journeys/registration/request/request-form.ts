import { randomBytes } from 'node:crypto';
import { Applicant } from '@app/contracts/http';
import type { Applicant as ApplicantBody } from '../../../api/generated/parcours.js';
import { type SentForm, typed } from '../../../typed.js';
import type { FormErrors } from '../../../ui/form-errors.js';
import { texts } from '../texts.fr.js';

/** What step 2 asks, as typed. */
export interface RequestForm {
  lastName: string;
  firstName: string;
  email: string;
  phone: string;
  acceptsTerms: boolean;
  /** Drawn with the form: two clicks on one form are one request, however often it is sent. */
  key: string;
}

const newKey = (): string => randomBytes(16).toString('base64url');

export const requestFormOf = (form: SentForm): RequestForm => ({
  lastName: typed(form, 'nom'),
  firstName: typed(form, 'prenom'),
  email: typed(form, 'courriel'),
  phone: typed(form, 'telephone'),
  acceptsTerms: typed(form, 'conditions') === 'oui',
  key: /^[\w-]{22}$/u.test(typed(form, 'cle')) ? typed(form, 'cle') : newKey(),
});

/** By the schema the API judges with: the applicant, or the sentence for each field. */
export function readRequest(form: RequestForm): { applicant: ApplicantBody } | { errors: FormErrors } {
  const { lastName, firstName, email, phone, acceptsTerms } = form;
  const named = { lastName, firstName, email, ...(phone.trim() !== '' && { phone }) };
  const { data, error } = Applicant.safeParse(named);
  if (data && acceptsTerms) return { applicant: named };
  const codes = (error?.issues ?? []).map(({ path, message }) => ({ path: String(path[0]), code: message }));
  return { errors: { ...applicantErrors(form, codes), conditions: acceptsTerms ? [] : [texts.errors.terms] } };
}

const fields = { lastName: 'nom', firstName: 'prenom', email: 'courriel', phone: 'telephone' } as const;
type FieldName = keyof typeof fields;

/** One sentence a field, in the order of the page. `codes` are those of the schema, also when the API found them. */
export function applicantErrors(form: RequestForm, codes: { path: string; code: string }[]): FormErrors {
  return Object.fromEntries(
    (Object.keys(fields) as FieldName[]).map((name) => {
      const found = codes.find(({ path }) => path === name);
      return [fields[name], found ? [sentence(name, found.code, form[name])] : []];
    }),
  );
}

function sentence(field: FieldName, code: string, written: string): string {
  if (field === 'email' && written.trim() === '') return texts.errors.emailMissing;
  if (code === 'too-long') return texts.errors.tooLong;
  if (code === 'characters') return texts.errors.characters;
  if (code === 'name-letter') return texts.errors.nameLetter;
  if (code === 'name-link') return texts.errors.nameLink;
  if (code === 'email-local') return texts.errors.emailLocal;
  return texts.errors[field];
}
