/** Token of the `ConfiguredDirectories` that settings compose (`DIRECTORIES`). */
export const DIRECTORIES = Symbol('directories');
