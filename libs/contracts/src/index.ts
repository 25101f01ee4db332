export * from './account-mail.js';
export * from './lockout.js';
export * from './password-reset.js';
export * from './problems.js';
export * from './registration.js';
export * from './retention.js';
export * from './temporal.js';
