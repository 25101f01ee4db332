const noBreakSpace = '\u00a0';

/** No-break spaces as French wants them: before `: ; ? !`, inside « », between a number and what it counts, in hours. */
export const frenchSpaces = (text: string): string =>
  text
    .replace(/ (?=[:;?!»])/gu, noBreakSpace)
    .replace(/« /gu, `«${noBreakSpace}`)
    .replace(/(?<=\d) (?=[\p{L}\d])/gu, noBreakSpace)
    .replace(/(?<=\d\u00a0h) (?=\d)/gu, noBreakSpace);

/** A catalogue of texts, written with plain spaces and shown with the right ones; its type keeps the `{names}` of each. */
export function french<const T>(catalogue: T): T {
  if (typeof catalogue === 'string') return frenchSpaces(catalogue) as T;
  if (Array.isArray(catalogue)) return catalogue.map((entry) => french(entry as unknown)) as T;
  const entries = Object.entries(catalogue as object).map(([key, value]) => [key, french(value as unknown)]);
  return Object.fromEntries(entries) as T;
}

/** The `{names}` in a text. */
export type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
export type ValuesOf<T extends string> = Record<NamesIn<T>, string | number>;

/** Puts values in place of `{names}`. */
export const fill = <T extends string>(text: T, values: ValuesOf<T>): string =>
  text.replace(/\{(\w+)\}/gu, (_, name: string) => String((values as Record<string, string | number>)[name] ?? ''));
