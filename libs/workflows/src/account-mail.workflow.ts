/**
 * What an account's holder must be told beside any other journey: that the password was changed, that the identifiant was shown
 * (F6), that the account has expired (F11), that a colleague asks for theirs to be renewed (F11). Sends it, and ends.
 */
import {
  type AccountMailActivities,
  type AccountMailEnding,
  type AccountMailFacts,
  type AccountRef,
  knock,
} from '@app/contracts';
import { setHandler } from '@temporalio/workflow';
import { detailsOfMail, knockDescription } from './account-texts.fr.js';
import { Journey } from './journey.js';
import { sendAccountMail } from './mail-queue.js';
import { quickSteps } from './quick-steps.js';

const steps = quickSteps<AccountMailActivities>();

export async function accountMail(ref: AccountRef): Promise<AccountMailEnding> {
  const journey = new Journey<AccountMailActivities>(steps, { stage: 'sending', blockedReason: null });
  setHandler(knock, () => void (journey.knocked = true), { description: knockDescription });

  let facts: AccountMailFacts = { due: [] };
  for (;;) {
    if (journey.knocked) {
      journey.knocked = false;
      facts = await journey.step('lookAtAccountMail', ref);
    }
    journey.show({ stage: 'sending', blockedReason: null }, detailsOfMail(facts));
    sendAccountMail(journey, ref, () => facts);
    if (facts.due.length === 0 && !journey.knocked) return 'sent';
    if (journey.isLong) return journey.continueAsNew<typeof accountMail>(ref);
    await journey.somethingNew();
  }
}
