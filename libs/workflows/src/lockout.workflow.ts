/**
 * F10 « My account is locked » — three failed sign-ins lock it; its owner is told, and reminded after 7 days that « Mot de passe
 * oublié » is the way back. Ends by a reset, by support, or with the account (`docs/journeys/lockout.md`).
 */
import {
  type AccountMailActivities,
  knock,
  type LockoutActivities,
  type LockoutEnding,
  type LockoutFacts,
  type LockoutRef,
} from '@app/contracts';
import { setHandler } from '@temporalio/workflow';
import { detailsOfLockout, knockDescription, lockoutTimerSummary } from './account-texts.fr.js';
import { Journey } from './journey.js';
import { sendAccountMail } from './mail-queue.js';
import { quickSteps } from './quick-steps.js';

type Steps = LockoutActivities & Pick<AccountMailActivities, 'giveUpAccountMail'>;
const steps = quickSteps<Steps>();

export async function lockout(ref: LockoutRef): Promise<LockoutEnding> {
  const journey = new Journey<Steps>(steps, { stage: 'locked', blockedReason: null });
  setHandler(knock, () => void (journey.knocked = true), { description: knockDescription });

  let facts: LockoutFacts = { stage: 'locked', untold: false, remindAt: null, until: null, due: [] };
  for (;;) {
    if (journey.rang || journey.knocked) {
      const step = journey.rang ? whatIsTimely(journey, facts) : 'lookAtLockout';
      journey.rang = journey.knocked = false;
      facts = await journey.step(step, ref);
      if (facts.stage === 'locked' && facts.untold) facts = await journey.step('tellOwner', ref);
    }
    journey.show({ stage: facts.stage, blockedReason: null }, detailsOfLockout(facts));
    sendAccountMail(journey, ref, () => facts);
    if (facts.stage !== 'locked' && facts.due.length === 0 && !journey.knocked) return facts.stage;
    if (journey.isLong) return journey.continueAsNew<typeof lockout>(ref);
    journey.setAlarm([facts.remindAt, facts.until], lockoutTimerSummary(facts), facts.stage !== 'locked');
    await journey.somethingNew();
  }
}

/** A reminder, or the account's end: the database's clock has the last word, and the facts come back either way. */
function whatIsTimely(journey: Journey<Steps>, { until, remindAt }: LockoutFacts): keyof LockoutActivities {
  if (journey.isPast(until)) return 'closeLockout';
  return journey.isPast(remindAt) ? 'remindOwner' : 'lookAtLockout';
}
