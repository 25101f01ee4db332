import type { ReactNode } from 'react';
import { describing, FieldFrame, type FieldProps } from './field.js';
import { texts } from './texts.fr.js';

/** A new password: one field, never filled in again. The script brings the button to show what is typed. */
export function PasswordField(props: FieldProps): ReactNode {
  return (
    <FieldFrame {...props}>
      <div className="password">
        <input
          className="input"
          type="password"
          id={props.id}
          name={props.id}
          autoComplete="new-password"
          {...describing(props)}
        />
        <button className="toggle" type="button" aria-controls={props.id} data-hide={texts.hidePassword} hidden>
          {texts.showPassword}
        </button>
      </div>
    </FieldFrame>
  );
}
