export * from './problems.js';
export * from './registration.js';
export * from './temporal.js';
