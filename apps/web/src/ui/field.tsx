import type { InputHTMLAttributes, ReactNode } from 'react';
import { frenchSpaces } from '../typography.js';
import { ErrorIcon } from './icons.js';
import { texts } from './texts.fr.js';

export interface FieldProps {
  /** Also its name in the form. */
  id: string;
  label: string;
  hint?: string;
  isOptional?: boolean;
  errors?: readonly string[] | undefined;
}
type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'name' | 'className'>;

/** What ties hint and errors to the input. */
export function describing({ id, hint, errors = [] }: Pick<FieldProps, 'id' | 'hint' | 'errors'>) {
  const ids = [hint && `${id}-aide`, errors.length > 0 && `${id}-erreur`].filter(Boolean);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': errors.length > 0 ? ('true' as const) : undefined,
  };
}

/** Label above, hint, then errors, then the control. */
export function FieldFrame({
  id,
  label,
  hint,
  isOptional = false,
  errors = [],
  children,
}: FieldProps & { children: ReactNode }) {
  return (
    <div className={errors.length > 0 ? 'field is-wrong' : 'field'}>
      <label className="label" htmlFor={id}>
        {label}
        {isOptional && (
          <>
            {' '}
            <span className="optional">{texts.optional}</span>
          </>
        )}
      </label>
      {hint && (
        <p className="hint" id={`${id}-aide`}>
          {hint}
        </p>
      )}
      <FieldErrors id={id} errors={errors} />
      {children}
    </div>
  );
}

export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }): ReactNode {
  if (errors.length === 0) return null;
  return (
    <div id={`${id}-erreur`}>
      {errors.map((error) => (
        <p className="error" key={error}>
          <ErrorIcon />
          <span>
            <span className="hidden">{texts.errorPrefix}</span>
            {frenchSpaces(error)}
          </span>
        </p>
      ))}
    </div>
  );
}

const looks = { text: 'input', number: 'input is-number', code: 'input is-code' } as const;

/** One line of text; `look` sets figures and codes wide apart. */
export function Field({ look = 'text', ...props }: FieldProps & InputProps & { look?: keyof typeof looks }): ReactNode {
  const { id, label, hint, isOptional, errors, type = 'text', ...input } = props;
  return (
    <FieldFrame {...{ id, label, errors }} {...(hint && { hint })} {...(isOptional && { isOptional })}>
      <input className={looks[look]} type={type} id={id} name={id} {...input} {...describing(props)} />
    </FieldFrame>
  );
}
