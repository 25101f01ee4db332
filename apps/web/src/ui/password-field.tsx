import type { ReactNode } from 'react';
import { describing, FieldFrame, type FieldProps } from './field.js';
import { texts } from './texts.fr.js';

/** The script brings it, to show what is typed. */
export const PasswordToggle = ({ of }: { of: string }): ReactNode => (
  <button className="toggle" type="button" aria-controls={of} data-hide={texts.hidePassword} hidden>
    {texts.showPassword}
  </button>
);

interface Props extends FieldProps {
  /** What a password manager offers: a new one, unless the present one is asked. */
  autoComplete?: 'new-password' | 'current-password';
  /** False: the button to show it stands elsewhere on the page. */
  hasOwnToggle?: boolean;
}

/** One field, never filled in again. */
export function PasswordField({ autoComplete = 'new-password', hasOwnToggle = true, ...props }: Props): ReactNode {
  return (
    <FieldFrame {...props}>
      <div className="password">
        <input
          className="input"
          type="password"
          id={props.id}
          name={props.id}
          autoComplete={autoComplete}
          {...describing(props)}
        />
        {hasOwnToggle && <PasswordToggle of={props.id} />}
      </div>
    </FieldFrame>
  );
}
