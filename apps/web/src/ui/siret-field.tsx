import type { ReactNode } from 'react';
import { parseSiret, siretErrors } from '@app/domain';
import { Field, type FieldProps } from './field.js';

interface Props extends Pick<FieldProps, 'label' | 'hint' | 'errors'> {
  /** As it was typed before. */
  value?: string | undefined;
}

export const SiretField = ({ value, ...props }: Props): ReactNode => (
  <Field
    {...{ id: 'siret', ...props, look: 'number', defaultValue: value }}
    {...{ inputMode: 'numeric', autoComplete: 'off', spellCheck: false }}
  />
);

/** What is wrong with a SIRET as it was typed, one sentence at most. */
export function siretSentences(siret: string, missing: string): string[] {
  if (siret.trim() === '') return [missing];
  const parsed = parseSiret(siret);
  return 'error' in parsed ? [siretErrors[parsed.error](siret)] : [];
}
