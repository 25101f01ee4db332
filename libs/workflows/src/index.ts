export { reconcile } from './reconcile.workflow.js';
export { registration } from './registration.workflow.js';
