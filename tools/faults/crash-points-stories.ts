import type { Hands } from './crash-points-hands.js';
import type { Person } from './crash-points-person.js';
import type { EstablishmentKind } from './fictitious-establishments.js';

/** How a case comes to a point, and how it ends though the process died there. */
export interface Story {
  name: string;
  /** Which process dies. */
  process: 'api' | 'worker';
  /** Each is killed on a case of its own. */
  points: readonly string[];
  establishment?: EstablishmentKind;
  /** What comes before the point is armed. With `early` it begins at once, beside all other stories, for it takes long. */
  prepare?(person: Person, hands: Hands): Promise<unknown>;
  early?: true;
  /** Brings the case to the point; absent, time does, for several cases at once. */
  act?(person: Person, hands: Hands): Promise<unknown>;
  /** Throws when the case does not end as it would have. */
  conclude(person: Person, hands: Hands): Promise<unknown>;
}

const around = (...names: string[]): string[] => names.flatMap((name) => [`${name}before`, `${name}after`]);
const activities = (...names: string[]): string[] => around(...names.map((name) => `activity.${name}.`));

const register = (person: Person) => person.register();
const registerAndReadMail = async (person: Person) => {
  await person.register();
  await person.mailsLike(/Créez/u);
};
const complete = async (person: Person) => {
  await person.createPasswordByLink();
  await hasCompleted(person);
};
const hasCompleted = async (person: Person) => {
  await person.untilStatus('completed');
  await person.mailsLike(/ouvert/u);
};
const secondMail = async (person: Person) => {
  await person.mailsLike(/Créez/u, 2);
  await complete(person);
};
const isRefused = async (person: Person, hands: Hands) => {
  await hands.until('the same refusal again', async () => {
    const { body } = await person.register();
    return (body as { code?: string }).code === 'establishment-not-eligible';
  });
};
const ended = (status: 'refused' | 'cancelled' | 'expired', mail: RegExp) => async (person: Person) => {
  await person.untilStatus(status);
  await person.mailsLike(mail);
};
const approved = async (person: Person) => {
  await person.decide('approve');
  await complete(person);
};
const underReview = async (person: Person) => {
  await person.register();
  await person.untilStatus('under-review');
};

const ofTheWorker: Omit<Story, 'process'>[] = [
  {
    name: 'a message that may have arrived is sent again a minute later',
    points: ['mail.after-dotted', 'mail.after-answer'],
    act: register,
    conclude: complete,
  },
  {
    name: 'a refusal by the rule',
    establishment: 'not-eligible',
    points: activities('closeRegistration'),
    act: register,
    conclude: isRefused,
  },
  {
    name: 'a registration',
    points: [
      ...activities('lookAtRegistration', 'checkEligibility', 'openRegistration', 'sendCreationMail'),
      ...['mail.before-lease', 'mail.after-lease', 'mail.before-hand-over', 'mail.before-dotted', 'mail.after-record'],
      ...['directory.before-remembered', 'directory.after-remembered'],
    ],
    act: register,
    conclude: complete,
  },
  {
    name: 'the welcome',
    points: activities('sendWelcomeMail'),
    prepare: registerAndReadMail,
    act: (person) => person.createPasswordByLink(),
    conclude: hasCompleted,
  },
  {
    name: 'a corrected address',
    points: activities('sendAddressChangedMail'),
    prepare: registerAndReadMail,
    act: (person) => person.correctEmail(),
    conclude: complete,
  },
  {
    name: 'a case that support looks at',
    establishment: 'review',
    points: activities('beginReview'),
    act: register,
    conclude: approved,
  },
  {
    name: 'approved by an operator',
    establishment: 'review',
    points: activities('decide'),
    prepare: underReview,
    act: (person) => person.decide('approve'),
    conclude: complete,
  },
  {
    name: 'refused by an operator',
    establishment: 'review',
    points: activities('decide', 'sendEndingMail'),
    prepare: underReview,
    act: (person) => person.decide('refuse'),
    conclude: ended('refused', /acceptée/u),
  },
  {
    name: 'cancelled by an operator',
    points: activities('decide'),
    prepare: registerAndReadMail,
    act: (person) => person.decide('cancel'),
    conclude: ended('cancelled', /annul/u),
  },
  {
    name: 'a directory that is away for three days, then a retry by hand',
    establishment: 'directory-outage',
    points: activities('noteBlocked'),
    early: true,
    async prepare(person, hands) {
      await person.register();
      await hands.endPatience(person, 'checkEligibility');
    },
    async conclude(person, hands) {
      await person.untilStatus('blocked');
      hands.healDirectory(person);
      await complete(person);
    },
  },
  {
    name: 'a relay that says « later » for three days, then a retry by hand',
    points: activities('giveUpMail'),
    early: true,
    async prepare(person, hands) {
      await hands.orderOneFault(person.email, 'refuse-451');
      await hands.orderOneFault(person.email, 'hang');
      await person.register();
      await hands.endPatience(person, 'sendCreationMail');
      await hands.makeOldOnceSending(person);
    },
    conclude: complete,
  },
  {
    name: 'a notice that only the relay can deliver',
    points: [
      ...['relay.before-lease', 'relay.after-lease', 'notice.before-knock', 'notice.after-knock'],
      ...['notice.before-delivered', 'notice.after-delivered'],
    ],
    prepare: registerAndReadMail,
    act: (person, hands) => hands.forgetDelivery(person),
    async conclude(person, hands) {
      await hands.untilHeard(person);
      await complete(person);
    },
  },
  {
    name: 'a notice that nobody can deliver',
    points: ['relay.before-stuck', 'relay.after-stuck'],
    prepare: registerAndReadMail,
    act: (person, hands) => hands.writeHopelessNotice(person),
    async conclude(person, hands) {
      const stuck = `select 1 from notice where subject = 'hopeless ${person.caseNumber}' and stuck_at is not null`;
      await hands.untilRows(stuck, 1);
      await complete(person);
    },
  },
  {
    name: 'the Schedule of reconcile',
    points: ['worker.before-schedule', 'worker.after-schedule'],
    prepare: registerAndReadMail,
    act: (_person, hands) => hands.startWorkerWithoutSchedule(),
    async conclude(person, hands) {
      await hands.until('the Schedule is there', () => hands.hasSchedule());
      await complete(person);
    },
  },
  {
    name: 'a journey that is missing',
    points: [...activities('restartMissingJourneys'), 'journey.before-start', 'journey.after-start'],
    early: true,
    async prepare(person, hands) {
      await registerAndReadMail(person);
      await hands.untilRows(
        `select 1 from registration where case_number = '${person.caseNumber}' and updated_at > now() - interval '61 seconds'`,
        0,
      );
    },
    async act(person, hands) {
      await hands.loseJourney(person);
      await hands.reconcileNow();
    },
    async conclude(person, hands) {
      // The attempt that died is given four minutes; an operator triggers the Schedule instead.
      await hands.until('its journey is there again', async () => {
        if (await hands.hasJourney(person)) return true;
        await hands.reconcileNow();
        return false;
      });
      await complete(person);
    },
  },
  {
    name: 'a person who never comes: the reminder',
    points: activities('makeReminderDue', 'sendReminder'),
    early: true,
    async prepare(person, hands) {
      await registerAndReadMail(person);
      await hands.untilShortlyBefore(person, 'opened_at + (deadline - opened_at) / 2');
    },
    conclude: (person) => person.mailsLike(/attend votre mot de passe/u),
  },
  {
    name: 'a person who never comes: the end',
    points: activities('closeRegistration'),
    early: true,
    async prepare(person, hands) {
      await registerAndReadMail(person);
      await hands.untilShortlyBefore(person, 'deadline');
    },
    conclude: ended('expired', /expir/u),
  },
];

const ofTheApi: Omit<Story, 'process'>[] = [
  {
    name: 'a registration',
    points: [
      ...around('api.limit.').map((name) => `${name}-count`),
      ...around('api.registrations.').flatMap((name) => ['commit', 'hurry', 'kept'].map((what) => `${name}-${what}`)),
      ...around('notice.').map((name) => `${name}-delivered`),
    ],
    act: register,
    conclude: complete,
  },
  {
    name: 'a refusal, kept under its key',
    establishment: 'not-eligible',
    points: ['api.refusal.before-kept', 'api.refusal.after-kept'],
    act: register,
    conclude: isRefused,
  },
  {
    name: 'another mail',
    points: ['api.resend.before-commit', 'api.resend.after-commit', 'notice.before-knock', 'notice.after-knock'],
    prepare: registerAndReadMail,
    act: (person) => person.resend(),
    conclude: secondMail,
  },
  {
    name: 'another mail, of a journey that is missing',
    points: ['journey.before-start', 'journey.after-start'],
    async prepare(person, hands) {
      await registerAndReadMail(person);
      await hands.loseJourney(person);
    },
    act: (person) => person.resend(),
    conclude: secondMail,
  },
  {
    name: 'a corrected address',
    points: ['api.email.before-commit', 'api.email.after-commit'],
    prepare: registerAndReadMail,
    act: (person) => person.correctEmail(),
    conclude: complete,
  },
  {
    name: 'a link looked at',
    points: ['api.link.before-opened', 'api.link.after-opened'],
    prepare: registerAndReadMail,
    act: (person) => person.inspectLink(),
    conclude: complete,
  },
  {
    name: 'a wrong code',
    points: ['api.code.before-commit', 'api.code.after-commit'],
    prepare: registerAndReadMail,
    act: (person) => person.guessCode(),
    conclude: complete,
  },
  {
    name: 'a password by link',
    points: ['api.password.before-commit', 'api.password.after-commit'],
    prepare: registerAndReadMail,
    act: (person) => person.createPasswordByLink(),
    conclude: hasCompleted,
  },
  {
    name: 'a password by code',
    points: ['api.password.before-commit', 'api.password.after-commit'],
    prepare: registerAndReadMail,
    act: (person) => person.createPasswordByCode(),
    conclude: hasCompleted,
  },
  {
    name: 'administrators shown',
    points: ['api.listing.before-audit', 'api.listing.after-audit'],
    async prepare(person) {
      await person.register();
      await complete(person);
    },
    act: (person) => person.check(),
    conclude: hasCompleted,
  },
];

export const stories: readonly Story[] = [
  ...ofTheWorker.map((story) => ({ ...story, process: 'worker' as const })),
  ...ofTheApi.map((story) => ({ ...story, process: 'api' as const })),
];
