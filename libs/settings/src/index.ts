export type { Duration } from './duration.js';
export type { EligibilityOverrides } from './eligibility-overrides.js';
export type { DirectoryName } from './environment.js';
export type { Environment } from './read-settings.js';
export type { Key } from './secrets.js';
export * from './settings.js';
export * from './settings-error.js';
export * from './settings-or-exit.js';
export * from './settings-table.js';
