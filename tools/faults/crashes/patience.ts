/**
 * For what comes about between deaths: longer than anything takes, a message included whose five first attempts die with their
 * worker. Many wait at once, and some looks cost the product work: those are taken less often.
 */
export const patience = { patience: 600_000, every: 300 };
export const unhurried = { ...patience, every: 1_000 };
