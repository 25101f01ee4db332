import base from '../../../jest.config.mjs';
import { group } from './groups.mjs';

// A file of its own: what Stryker's inline configuration leaves out comes back from jest.config.mjs, and globalSetup would
// run for every mutant.
const { globalSetup: _start, globalTeardown: _stop, testSequencer: _order, maxWorkers: _workers, ...jest } = base;

export default { ...jest, rootDir: process.cwd(), testRegex: group.specs };
