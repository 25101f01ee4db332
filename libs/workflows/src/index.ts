export { accountMail } from './account-mail.workflow.js';
export { lockout } from './lockout.workflow.js';
export { passwordReset } from './password-reset.workflow.js';
export { reconcile } from './reconcile.workflow.js';
export { retention } from './retention.workflow.js';
export { registration } from './registration.workflow.js';
