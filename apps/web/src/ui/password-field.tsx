import type { ReactNode } from 'react';
import { describing, FieldFrame, type FieldProps } from './field.js';
import { texts } from './texts.fr.js';

interface Props extends FieldProps {
  /** What a password manager offers: a new one, unless the present one is asked. */
  autoComplete?: 'new-password' | 'current-password';
}

/** One field, never filled in again. The script brings the button to show what is typed. */
export function PasswordField({ autoComplete = 'new-password', ...props }: Props): ReactNode {
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
        <button className="toggle" type="button" aria-controls={props.id} data-hide={texts.hidePassword} hidden>
          {texts.showPassword}
        </button>
      </div>
    </FieldFrame>
  );
}
