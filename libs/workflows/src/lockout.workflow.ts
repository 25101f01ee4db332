/**
 * F10 « My account is locked » — three failed sign-ins lock it; its owner is told, and reminded after 7 days that « Mot de passe
 * oublié » is the way back. Ends by a reset, by support, or with the account (`docs/journeys/lockout.md`).
 */
import {
  factsChanged,
  type LockoutActivities,
  type LockoutEnding,
  type LockoutFacts,
  type LockoutRef,
} from '@app/contracts';
import { setHandler } from '@temporalio/workflow';
import { mailOfAccount } from './account-mail-sending.js';
import { detailsOfLockout, factsChangedDescription, lockoutTimer } from './account-texts.fr.js';
import { sendDueMail } from './due-mail.js';
import { localFirstActivities } from './local-first.js';
import { isPast } from './moment.js';
import { continueFromFacts, isHistoryLong } from './new-run.js';
import { showToOperators } from './operators-view.js';
import { Wakeups } from './wakeups.js';

const localFirst = localFirstActivities<LockoutActivities>();

export async function lockout(ref: LockoutRef): Promise<LockoutEnding> {
  const wake = new Wakeups();
  setHandler(factsChanged, () => wake.signal(), { description: factsChangedDescription });

  let facts = await localFirst.readLockout(ref);
  const mail = mailOfAccount(ref, wake, () => facts);
  for (;;) {
    if (wake.takeSignal()) facts = await localFirst.readLockout(ref);
    if (wake.takeTimer()) facts = await remindOrEnd(ref, facts);
    if (facts.stage === 'locked' && facts.untold) facts = await localFirst.tellOwner(ref);
    showToOperators({ stage: facts.stage, blockedReason: null }, detailsOfLockout(facts));
    sendDueMail(wake, facts.due, mail);
    if (facts.stage !== 'locked' && facts.due.length === 0 && !wake.hasSignal) return facts.stage;
    if (isHistoryLong()) return continueFromFacts<typeof lockout>(wake, ref);
    await wake.next(lockoutTimer(facts));
  }
}

/** The database's clock has the last word on the reminder and on the account's end, and the facts come back either way. */
async function remindOrEnd(ref: LockoutRef, facts: LockoutFacts): Promise<LockoutFacts> {
  if (facts.stage !== 'locked') return facts;
  if (isPast(facts.until)) return localFirst.closeLockout(ref);
  return isPast(facts.remindAt) ? localFirst.remindOwner(ref) : facts;
}
