import { IdentifierRecovery } from '@app/contracts/http';
import type { IdentifierRecovery as RecoveryBody } from '../../api/generated/parcours.js';
import { type SentForm, typed } from '../../typed.js';
import { type FormErrors, hasErrors } from '../../ui/form-errors.js';
import { siretSentences } from '../../ui/siret-field.js';
import { texts } from './texts.fr.js';

const { errors: words } = texts;

/** The ids of the fields, in the order of the page. */
const fields = { siret: 'siret', lastName: 'nom', firstName: 'prenom', email: 'courriel' } as const;

export const recoveryFormOf = (form: SentForm): RecoveryBody => ({
  siret: typed(form, fields.siret),
  lastName: typed(form, fields.lastName),
  firstName: typed(form, fields.firstName),
  email: typed(form, fields.email),
});

/** By the schema the API judges with: nothing, or one sentence for each field that is wrong. */
export function recoveryErrors(form: RecoveryBody): FormErrors | undefined {
  const issues = IdentifierRecovery.safeParse(form).error?.issues ?? [];
  const codeOf = (name: string) => issues.find(({ path }) => path[0] === name)?.message;
  const errors = {
    [fields.siret]: siretSentences(form.siret, words.siretMissing),
    [fields.lastName]: sentences(codeOf('lastName'), words.lastName),
    [fields.firstName]: sentences(codeOf('firstName'), words.firstName),
    [fields.email]: sentences(codeOf('email'), form.email.trim() === '' ? words.emailMissing : words.email),
  };
  return hasErrors(errors) ? errors : undefined;
}

function sentences(code: string | undefined, otherwise: string): string[] {
  if (code === undefined) return [];
  if (code === 'too-long') return [words.tooLong];
  return [code === 'characters' ? words.characters : otherwise];
}
