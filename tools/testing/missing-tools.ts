type Found<Finders> = { [Name in keyof Finders]: Finders[Name] extends () => infer Tool ? Tool : never };

/** What the finders find. Throws one error with the words of each that finds nothing, so that a machine is set up in one go. */
export function allThere<Finders extends Record<string, () => unknown>>(finders: Finders): Found<Finders> {
  const missing: string[] = [];
  const found = Object.entries(finders).map(([name, find]) => {
    try {
      return [name, find()];
    } catch (error) {
      missing.push(error instanceof Error ? error.message : String(error));
      return [name, undefined];
    }
  });
  if (missing.length > 0) throw new Error(['The tests need more than this machine has:', ...missing].join('\n  - '));
  return Object.fromEntries(found) as Found<Finders>;
}
