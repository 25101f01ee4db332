import { parseIdentifier } from '@app/domain';
import type { ReactNode } from 'react';
import { Field } from './field.js';
import { texts } from './texts.fr.js';

const name = 'identifiant';
const { field: words } = texts.identifier;

interface Props {
  label?: string;
  errors?: readonly string[] | undefined;
  /** As it was typed before. */
  value?: string | undefined;
}

/** As password managers know it; letters, digits and hyphens, forgiven for case and spaces. */
export const IdentifierField = ({ label = words.label, errors, value }: Props): ReactNode => (
  <Field
    {...{ id: name, label, hint: words.hint, errors, look: 'code', defaultValue: value }}
    {...{ autoComplete: 'username', autoCapitalize: 'characters', spellCheck: false }}
  />
);

/** What is wrong with an identifiant as it was typed, one sentence at most: what people type instead is told apart. */
export function identifierSentences(identifier: string): string[] {
  if (identifier.trim() === '') return [words.missing];
  if (parseIdentifier(identifier)) return [];
  if (identifier.includes('@')) return [words.notEmail];
  return [
    /^\d{9}(?:\d{5})?$/u.test(identifier.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, ''))
      ? words.notSiret
      : words.shape,
  ];
}

/** On its way through a form, so as to be asked once. */
export const HiddenIdentifier = ({ identifier }: { identifier?: string | undefined }): ReactNode =>
  identifier && <input type="hidden" name={name} value={identifier} />;
