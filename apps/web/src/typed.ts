/** A form as the body parser leaves it: a field sent twice is a list. */
export type SentForm = Readonly<Record<string, unknown>> | undefined;

/** What was typed into a field, as it was typed; empty when the field was not sent. */
export function typed(form: SentForm, field: string): string {
  const value = form?.[field];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}
