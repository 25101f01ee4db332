export { deliverToRegistration } from './notice-delivery.js';
export type { ResetLimits } from './reset-request.js';
export { deliverNotice } from './notice-destinations.js';
export { signalEveryJourney, restartMissingJourneys } from './reconcile.js';
export { registerWithStart, type RegistrationCase, startRegistration } from './registration-start.js';
export { temporalAnswers, temporalClient } from './temporal-client.js';
export { TemporalHealth, type TemporalState } from './temporal-health.js';
export { grpcStatus, isTemporalOutage } from './temporal-fault.js';
export { missingInTemporal, setUpCommand, setUpSchedules, setUpTemporal } from './temporal-setup.js';
