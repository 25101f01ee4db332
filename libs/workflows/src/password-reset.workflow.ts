/**
 * F7 « I forgot my password » — a mail brings a link valid 3 days, and a code; after that the procedure starts again.
 * F8: asking again mails again and moves the end. F10: the password that is set unlocks (`docs/journeys/password-reset.md`).
 */
import { type AccountRef, factsChanged, type PasswordResetActivities, type PasswordResetEnding } from '@app/contracts';
import { setHandler } from '@temporalio/workflow';
import { mailOfAccount } from './account-mail-sending.js';
import { detailsOfReset, factsChangedDescription, resetTimer } from './account-texts.fr.js';
import { sendDueMail } from './due-mail.js';
import { localFirstActivities } from './local-first.js';
import { isPast } from './moment.js';
import { continueFromFacts, isHistoryLong } from './new-run.js';
import { showToOperators } from './operators-view.js';
import { Wakeups } from './wakeups.js';

const localFirst = localFirstActivities<PasswordResetActivities>();

export async function passwordReset(ref: AccountRef): Promise<PasswordResetEnding> {
  const wake = new Wakeups();
  setHandler(factsChanged, () => wake.signal(), { description: factsChangedDescription });

  let facts = await localFirst.readPasswordReset(ref);
  const mail = mailOfAccount(ref, wake, () => facts);
  for (;;) {
    if (wake.takeSignal()) facts = await localFirst.readPasswordReset(ref);
    // The database's clock has the last word, and the facts come back either way.
    if (wake.takeTimer() && isPast(facts.until)) facts = await localFirst.closePasswordReset(ref);
    showToOperators(facts, detailsOfReset(facts));
    sendDueMail(wake, facts.due, mail);
    if (facts.stage !== 'open' && facts.due.length === 0 && !wake.hasSignal) return facts.stage;
    if (isHistoryLong()) return continueFromFacts<typeof passwordReset>(wake, ref);
    await wake.next(resetTimer(facts));
  }
}
