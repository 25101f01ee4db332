/**
 * What an account's holder must be told beside any other journey: that the password was changed, that the identifiant was shown
 * (F6), that the account has expired (F11), that a colleague asks for theirs to be renewed (F11). Sends it, and ends.
 */
import { type AccountMailActivities, type AccountMailEnding, type AccountRef, factsChanged } from '@app/contracts';
import { setHandler } from '@temporalio/workflow';
import { mailOfAccount } from './account-mail-sending.js';
import { detailsOfMail, factsChangedDescription } from './account-texts.fr.js';
import { sendDueMail } from './due-mail.js';
import { localFirstActivities } from './local-first.js';
import { continueFromFacts, isHistoryLong } from './new-run.js';
import { showToOperators } from './operators-view.js';
import { Wakeups } from './wakeups.js';

const localFirst = localFirstActivities<AccountMailActivities>();

export async function accountMail(ref: AccountRef): Promise<AccountMailEnding> {
  const wake = new Wakeups();
  setHandler(factsChanged, () => wake.signal(), { description: factsChangedDescription });

  let facts = await localFirst.readAccountMail(ref);
  const mail = mailOfAccount(ref, wake, () => facts);
  for (;;) {
    if (wake.takeSignal()) facts = await localFirst.readAccountMail(ref);
    showToOperators({ stage: 'sending', blockedReason: null }, detailsOfMail(facts));
    sendDueMail(wake, facts.due, mail);
    if (facts.due.length === 0 && !wake.hasSignal) return 'sent';
    if (isHistoryLong()) return continueFromFacts<typeof accountMail>(wake, ref);
    await wake.next(undefined);
  }
}
