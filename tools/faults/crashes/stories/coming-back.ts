import { aroundActivities, type Story } from '../story.js';
import { comeBack, lockOut, openAccount, resetAndSignIn, signsIn } from './accounts.js';

/** Locks, resets and mail about an account; the worker tells their journeys. */
export const comingBack: Story[] = [
  {
    name: 'a lock',
    process: 'worker',
    points: aroundActivities('readLockout', 'tellOwner'),
    prepare: openAccount,
    act: ({ account }) => account.lockOut(),
    conclude: comeBack,
  },
  {
    name: 'the reminder of a lock',
    process: 'worker',
    points: aroundActivities('remindOwner'),
    async prepare(person) {
      await openAccount(person);
      await lockOut(person);
    },
    act: ({ account }, { accounts }) => accounts.bringLockReminderNear(account),
    async conclude(person) {
      await person.mailsLike(/toujours verrouillé/u);
      await comeBack(person);
    },
  },
  {
    name: 'a lock that ends with its account',
    process: 'worker',
    points: aroundActivities('closeLockout'),
    async prepare(person) {
      await openAccount(person);
      await lockOut(person);
    },
    act: ({ account }, { accounts }) => accounts.bringAccountEndNear(account),
    conclude: ({ account }, { accounts }) => accounts.untilLockIsOver(account),
  },
  {
    name: 'a reset asked for',
    process: 'worker',
    points: aroundActivities('readPasswordReset'),
    prepare: openAccount,
    act: ({ account }) => account.askReset(),
    conclude: resetAndSignIn,
  },
  {
    name: 'a reset that nobody used',
    process: 'worker',
    points: aroundActivities('closePasswordReset'),
    async prepare(person) {
      await openAccount(person);
      await person.account.askReset();
      await person.mailsLike(/nouveau mot de passe/u);
    },
    act: ({ account }, { accounts }) => accounts.bringResetEndNear(account),
    async conclude(person, { accounts }) {
      await accounts.untilResetIsOver(person.account);
      await signsIn(person);
    },
  },
  {
    name: 'mail about an account',
    process: 'worker',
    points: aroundActivities('readAccountMail', 'sendAccountMail'),
    prepare: openAccount,
    act: (person) => person.askIdentifier(),
    async conclude(person) {
      await person.mailsLike(/identifiant a été affiché/u);
      await signsIn(person);
    },
  },
  {
    name: 'mail about an account that a relay turned away for three days',
    process: 'worker',
    points: aroundActivities('giveUpAccountMail'),
    prepare: openAccount,
    async act(person, hands) {
      await hands.orderFaults(person.email, 'refuse-451');
      await person.askIdentifier();
      await hands.endPatience(await hands.accounts.makeDeferredMailOld(person.account), 'sendAccountMail');
    },
    async conclude(person, { accounts }) {
      await accounts.untilMailIsGivenUp(person.account);
      await signsIn(person);
    },
  },
];
