/** What is wrong with a form: by the id of each field, in the order of the page, sentences that say how to mend it. */
export type FormErrors = Readonly<Record<string, readonly string[]>>;

export const noErrors: FormErrors = {};
export const hasErrors = (errors: FormErrors): boolean =>
  Object.values(errors).some((sentences) => sentences.length > 0);
