/** Token of the `EstablishmentDirectory` that settings compose (`DIRECTORIES`). */
export const DIRECTORY = Symbol('directory');
