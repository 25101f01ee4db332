export { journeyActivities, type MailSending, mailSending } from './composition.js';
export { mailSamples } from './mail/templates/index.js';
