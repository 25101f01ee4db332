/**
 * F3 « How do I register the classic way? » — Once the establishment is found eligible, an identifiant is allotted and a mail
 * brings a link to create the password, valid 15 days, with a reminder half-way and one a day before the end.
 * F2 (not every establishment may), F5 (the mail never came) are told by the same story: `docs/journeys/registration.md`.
 *
 * The facts are in PostgreSQL; whoever changes them knocks, and the story looks at them again.
 */
import {
  type EligibilityVerdict,
  type RegistrationActivities,
  type RegistrationEnding,
  type RegistrationMailActivities,
  type RegistrationRef,
} from '@app/contracts';
import { allHandlersFinished, condition, patched, proxyActivities } from '@temporalio/workflow';
import { listen } from './registration-messages.js';
import { failureReason } from './journey.js';
import { relayTemper } from './mail-queue.js';
import { quickSteps } from './quick-steps.js';
import { RegistrationJourney } from './registration-journey.js';

const { atOnce, patiently } = quickSteps<RegistrationActivities>();
const whenTheDirectoryIsAway = proxyActivities<Pick<RegistrationActivities, 'checkEligibility'>>({
  startToCloseTimeout: '15s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '5s', maximumInterval: '10 minutes' },
  summary: 'Éligibilité',
});
const whenTheRelayIsSlow = proxyActivities<RegistrationMailActivities>(relayTemper);

export async function registration(ref: RegistrationRef): Promise<RegistrationEnding> {
  const journey = new RegistrationJourney(ref, { atOnce, patiently });
  listen(journey);

  for (;;) {
    if (journey.knocked) await journey.look();
    if (journey.facts.stage === 'checking' || journey.facts.approved) await decideAccess(journey);
    if (journey.rang) await whatIsTimely(journey);
    sendWhatIsDue(journey);
    if (journey.hasEnded) break;
    if (journey.isLong) return journey.continueAsNew<typeof registration>(ref);
    await journey.somethingNew();
  }

  await condition(allHandlersFinished);
  return journey.ending();
}

/** Directory and rule, then one of three doors; while the directory is away the journey goes on listening. */
async function decideAccess(journey: RegistrationJourney): Promise<void> {
  const { ref, facts } = journey;
  if (facts.approved && facts.stage === 'under-review') return journey.take(journey.step('openRegistration', ref));
  if (facts.stage !== 'checking' || facts.blockedReason) return;
  // Earlier histories asked once more for each piece of news.
  if (journey.isAt('eligibility') && patched('directory-asked-once-at-a-time')) return;
  const verdict = journey.verdict ?? (await atOnce.checkEligibility(ref).catch(() => undefined));
  if (!verdict) return keepAsking(journey);
  await journey.take(applied(journey, verdict));
}

const applied = async (journey: RegistrationJourney, { access, reason }: EligibilityVerdict) => {
  if (access === 'yes') return journey.step('openRegistration', journey.ref);
  if (access === 'review') return journey.step('beginReview', journey.ref);
  const refused = { as: 'refused', reason: reason ?? 'establishment-not-eligible' } as const;
  return journey.step('closeRegistration', journey.ref, { ...refused, tellByMail: !journey.isAwaited });
};

function keepAsking(journey: RegistrationJourney): void {
  journey.beside('eligibility', async () => {
    try {
      journey.verdict = await whenTheDirectoryIsAway.checkEligibility(journey.ref);
    } catch (failure) {
      const reason = failureReason(failure, 'directory-unavailable');
      if (reason) await journey.take(journey.stepBeside('noteBlocked', journey.ref, reason));
    }
  });
}

/** A reminder, or the end: the database's clock has the last word, and the facts come back either way. */
async function whatIsTimely(journey: RegistrationJourney): Promise<void> {
  journey.rang = false;
  const { nextReminder, until } = journey.facts;
  if (journey.isPast(until)) await journey.take(journey.step('closeRegistration', journey.ref, { as: 'expired' }));
  else if (nextReminder && journey.isPast(nextReminder.at))
    await journey.take(journey.step('makeReminderDue', journey.ref, nextReminder.kind));
}

/** Beside the story: while a message waits for the relay, the password and the deadline are still heard. */
function sendWhatIsDue(journey: RegistrationJourney): void {
  for (const kind of journey.facts.due) {
    journey.beside(kind, async () => {
      try {
        await journey.take(sending[kind](journey.ref));
      } catch (failure) {
        const reason = failureReason(failure, 'mail-undelivered');
        if (reason) await journey.take(journey.stepBeside('giveUpMail', journey.ref, kind, reason));
      }
    });
  }
}

const sending = {
  creation: whenTheRelayIsSlow.sendCreationMail,
  'reminder-half-way': (ref: RegistrationRef) => whenTheRelayIsSlow.sendReminder(ref, 'reminder-half-way'),
  'reminder-last-day': (ref: RegistrationRef) => whenTheRelayIsSlow.sendReminder(ref, 'reminder-last-day'),
  'address-changed': whenTheRelayIsSlow.sendAddressChangedMail,
  welcome: whenTheRelayIsSlow.sendWelcomeMail,
  expired: (ref: RegistrationRef) => whenTheRelayIsSlow.sendEndingMail(ref, 'expired'),
  refused: (ref: RegistrationRef) => whenTheRelayIsSlow.sendEndingMail(ref, 'refused'),
  cancelled: (ref: RegistrationRef) => whenTheRelayIsSlow.sendEndingMail(ref, 'cancelled'),
};
