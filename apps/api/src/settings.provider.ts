/** Token of the process's settings (`ApiSettings`), frozen since its start. */
export const SETTINGS = Symbol('settings');
