import type { ReactNode } from 'react';
import { describing, FieldErrors } from './field.js';

interface Props {
  id: string;
  label: ReactNode;
  isChecked: boolean;
  errors?: readonly string[] | undefined;
}

/** One box to tick; its value is « oui ». */
export const CheckboxField = ({ id, label, isChecked, errors = [] }: Props): ReactNode => (
  <div className={errors.length > 0 ? 'field is-wrong' : 'field'}>
    <FieldErrors id={id} errors={errors} />
    <div className="choice">
      <input type="checkbox" id={id} name={id} value="oui" defaultChecked={isChecked} {...describing({ id, errors })} />
      <label htmlFor={id}>{label}</label>
    </div>
  </div>
);
