/**
 * F7 « I forgot my password » — a mail brings a link valid 3 days, and a code; after that the procedure starts again.
 * F8: asking again mails again and moves the end. F10: the password that is set unlocks (`docs/journeys/password-reset.md`).
 */
import {
  type AccountMailActivities,
  type AccountRef,
  knock,
  type PasswordResetActivities,
  type PasswordResetEnding,
  type PasswordResetFacts,
} from '@app/contracts';
import { setHandler } from '@temporalio/workflow';
import { detailsOfReset, knockDescription, resetTimerSummary } from './account-texts.fr.js';
import { Journey } from './journey.js';
import { sendAccountMail } from './mail-queue.js';
import { quickSteps } from './quick-steps.js';

type Steps = PasswordResetActivities & Pick<AccountMailActivities, 'giveUpAccountMail'>;
const steps = quickSteps<Steps>();

export async function passwordReset(ref: AccountRef): Promise<PasswordResetEnding> {
  const journey = new Journey<Steps>(steps, { stage: 'open', blockedReason: null });
  setHandler(knock, () => void (journey.knocked = true), { description: knockDescription });

  let facts: PasswordResetFacts = { stage: 'open', blockedReason: null, until: null, due: [] };
  for (;;) {
    if (journey.rang || journey.knocked) {
      const isOver = journey.rang && journey.isPast(facts.until);
      journey.rang = journey.knocked = false;
      // The database's clock has the last word, and the facts come back either way.
      facts = await journey.step(isOver ? 'closePasswordReset' : 'lookAtPasswordReset', ref);
    }
    journey.show(facts, detailsOfReset(facts));
    sendAccountMail(journey, ref, () => facts);
    if (facts.stage !== 'open' && facts.due.length === 0 && !journey.knocked) return facts.stage;
    if (journey.isLong) return journey.continueAsNew<typeof passwordReset>(ref);
    journey.setAlarm([facts.until], resetTimerSummary, facts.stage !== 'open');
    await journey.somethingNew();
  }
}
