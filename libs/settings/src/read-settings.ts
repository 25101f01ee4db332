import type { z } from 'zod';
import { documentation, environment, type VariableName } from './environment.js';
import { type SettingProblem, SettingsError } from './settings-error.js';

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>;

/** Values of the named variables, under camelCase names: `DATABASE_URL` becomes `databaseUrl`. */
export type Settings<Names extends VariableName> = {
  readonly [Name in Names as CamelCase<Name>]: z.output<(typeof environment.shape)[Name]>;
};

export type Environment = Readonly<Record<string, string | undefined>>;

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(.)/gu, (_, letter: string) => letter.toUpperCase());

function readOne(name: VariableName, env: Environment): { value: unknown } | SettingProblem[] {
  const schema: z.ZodType = environment.shape[name];
  const written = env[name]?.trim() ?? '';
  const parsed = schema.safeParse(written === '' ? undefined : written);
  if (parsed.success) return { value: parsed.data };
  const example = documentation.get(schema as (typeof environment.shape)[VariableName])?.example ?? '';
  if (written === '') return [{ variable: name, problem: 'is missing', example }];
  return parsed.error.issues.map(({ message }) => ({ variable: name, problem: message, example }));
}

/**
 * Reads the named variables; an empty or blank value counts as absent.
 * `together` finds mistakes that no single variable shows. Throws `SettingsError` with every mistake at once.
 */
export function readSettings<const Names extends VariableName>(
  names: readonly Names[],
  env: Environment,
  together: (settings: Settings<Names>) => SettingProblem[] = () => [],
): Settings<Names> {
  const problems: SettingProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const read = readOne(name, env);
    if (Array.isArray(read)) problems.push(...read);
    else values[camelCase(name)] = read.value;
  }
  const settings = Object.freeze(values) as Settings<Names>;
  if (problems.length === 0) problems.push(...together(settings));
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}
