export type { MailContent } from './mail-content.js';
export { renderMail } from './render-mail.js';
export { mailSamples, sampleOf } from './samples.js';
