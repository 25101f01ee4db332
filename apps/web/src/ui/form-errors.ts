import type { Problem } from '../api/generated/parcours.js';

/** What is wrong with a form: by the id of each field, in the order of the page, sentences that say how to mend it. */
export type FormErrors = Readonly<Record<string, readonly string[]>>;

export const noErrors: FormErrors = {};
export const hasErrors = (errors: FormErrors): boolean =>
  Object.values(errors).some((sentences) => sentences.length > 0);

/** Why the API refuses a field, one sentence a reason. */
export const refusalsIn = ({ errors, title }: Problem): string[] => errors?.map(({ message }) => message) ?? [title];
