/**
 * F3 « How do I register the classic way? » — Once the establishment is found eligible, an identifiant is allotted and a mail
 * brings a link to create the password, valid 15 days, with a reminder half-way and one a day before the end.
 * F2 (not every establishment may), F5 (the mail never came) are told by the same story: `docs/journeys/registration.md`.
 *
 * The facts are in PostgreSQL. What changes them (the password, another mail that is asked for) signals, and the story reads them again.
 */
import type {
  EligibilityVerdict,
  MailKind,
  RegistrationActivities,
  RegistrationEnding,
  RegistrationFacts,
  RegistrationMailActivities,
  RegistrationRef,
} from '@app/contracts';
import { allHandlersFinished, condition, proxyActivities } from '@temporalio/workflow';
import { blockedReason } from './blocked-reason.js';
import { type MailOf, relayRetryPolicy, sendDueMail } from './due-mail.js';
import { localActivities, localFirstActivities, regularActivities } from './local-first.js';
import { isPast } from './moment.js';
import { continueFromFacts, isHistoryLong } from './new-run.js';
import { handleMessages } from './registration-messages.js';
import { RegistrationState } from './registration-state.js';
import { Wakeups } from './wakeups.js';

const localFirst = localFirstActivities<RegistrationActivities>();
const regular = regularActivities<RegistrationActivities>();
const local = localActivities<Pick<RegistrationActivities, 'checkEligibility'>>();
const directory = proxyActivities<Pick<RegistrationActivities, 'checkEligibility'>>({
  startToCloseTimeout: '15s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '5s', maximumInterval: '10 minutes' },
  summary: 'Éligibilité',
});
const relay = proxyActivities<RegistrationMailActivities>(relayRetryPolicy);

export async function registration(ref: RegistrationRef): Promise<RegistrationEnding> {
  const wake = new Wakeups();
  const state = new RegistrationState(wake);
  handleMessages(ref, state, wake); // before the first await: `register` comes with the start

  await state.apply(localFirst.readRegistration(ref));
  for (;;) {
    if (wake.takeSignal()) await state.apply(localFirst.readRegistration(ref));
    if (state.facts.stage === 'checking') await decideEligibility(ref, state, wake);
    if (state.facts.stage === 'under-review' && state.facts.approved)
      await state.apply(localFirst.openRegistration(ref));
    if (wake.takeTimer()) await remindOrExpire(ref, state);
    sendDueMail(wake, state.facts.due, mailOf(ref, state));
    if (state.isOver) break;
    if (isHistoryLong()) return continueFromFacts<typeof registration>(wake, ref);
    await wake.next(state.nextMoment); // the signal, the reminder or the deadline, the end of a background task
  }

  await condition(allHandlersFinished);
  return state.ending;
}

/** Directory and rule open the registration, send it to review or refuse it. While no directory answers, the story goes on listening. */
async function decideEligibility(ref: RegistrationRef, state: RegistrationState, wake: Wakeups): Promise<void> {
  if (state.facts.blockedReason || wake.isRunning('eligibility')) return;
  const verdict = state.verdict ?? (await local.checkEligibility(ref).catch(() => undefined));
  if (verdict) await state.apply(followVerdict(ref, verdict, state.isPageWaiting));
  else wake.inBackground('eligibility', () => keepAsking(ref, state));
}

/** A refusal that is read on the page is not told by mail as well. */
function followVerdict(
  ref: RegistrationRef,
  { access, reason = 'establishment-not-eligible' }: EligibilityVerdict,
  isReadOnPage: boolean,
): Promise<RegistrationFacts> {
  switch (access) {
    case 'yes':
      return localFirst.openRegistration(ref);
    case 'review':
      return localFirst.beginReview(ref);
    case 'no':
      return localFirst.closeRegistration(ref, { as: 'refused', reason, tellByMail: !isReadOnPage });
  }
}

/** For 3 days; then a person has to see to it. */
async function keepAsking(ref: RegistrationRef, state: RegistrationState): Promise<void> {
  try {
    state.verdict = await directory.checkEligibility(ref);
  } catch (failure) {
    const reason = blockedReason(failure, 'technical');
    if (reason) await state.apply(regular.noteBlocked(ref, reason));
  }
}

/** The database's clock has the last word on both, and the facts come back either way. */
async function remindOrExpire(ref: RegistrationRef, state: RegistrationState): Promise<void> {
  const { nextReminder, until } = state.facts;
  if (state.nextMoment === undefined) return;
  if (isPast(until)) await state.apply(localFirst.closeRegistration(ref, { as: 'expired' }));
  else if (nextReminder && isPast(nextReminder.at))
    await state.apply(localFirst.makeReminderDue(ref, nextReminder.kind));
}

const mailOf = (ref: RegistrationRef, state: RegistrationState): MailOf<MailKind> => ({
  send: (kind) => state.apply(sending[kind](ref)),
  giveUp: (kind, reason) => state.apply(regular.giveUpMail(ref, kind, reason)),
});

const sending: Record<MailKind, (ref: RegistrationRef) => Promise<RegistrationFacts>> = {
  creation: (ref) => relay.sendCreationMail(ref),
  'reminder-half-way': (ref) => relay.sendReminder(ref, 'reminder-half-way'),
  'reminder-last-day': (ref) => relay.sendReminder(ref, 'reminder-last-day'),
  'address-changed': (ref) => relay.sendAddressChangedMail(ref),
  welcome: (ref) => relay.sendWelcomeMail(ref),
  expired: (ref) => relay.sendEndingMail(ref, 'expired'),
  refused: (ref) => relay.sendEndingMail(ref, 'refused'),
  cancelled: (ref) => relay.sendEndingMail(ref, 'cancelled'),
};
