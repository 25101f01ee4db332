export {
  type ConfiguredDirectories,
  configuredDirectories,
  directoryMistakes,
} from './directories/configured-directories.js';
export { type DemoEstablishment, demoFile } from './directories/demo-file.js';
export type {
  DirectoryAnswer,
  DirectoryEstablishment,
  EstablishmentDirectory,
} from './directories/establishment-directory.js';
export { eligibilityPolicy } from './eligibility-policy.js';
