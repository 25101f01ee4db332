import { around, type Story } from '../story.js';
import { isShutOut, openAccount, openAccountAndSignIn, resetAndSignIn, signsIn } from './accounts.js';

/** All that a session is for; the api alone does it. */
export const signingIn: Story[] = [
  {
    name: 'a sign-in',
    process: 'api',
    points: [
      ...around('api.guard-keys', 'in-step'),
      ...around('api.sign-in', 'reserved', 'accepted'),
      ...around('api.session', 'written'),
    ],
    prepare: openAccount,
    act: ({ account }) => account.signIn(),
    conclude: signsIn,
  },
  {
    name: 'the right password, kept with older parameters',
    process: 'api',
    points: around('api.rehash', 'kept'),
    async prepare(person, { accounts }) {
      await openAccount(person);
      await accounts.keepOlderHash(person.account);
    },
    act: ({ account }) => account.signIn(),
    conclude: signsIn,
  },
  {
    name: 'a wrong password',
    process: 'api',
    points: around('api.sign-in', 'refused'),
    prepare: openAccount,
    async act({ account }, hands) {
      await hands.untilAllAnswer();
      await account.slip();
    },
    conclude: signsIn,
  },
  {
    name: 'the right password of an account that has expired',
    process: 'api',
    points: around('api.sign-in', 'released'),
    async prepare(person, { accounts }) {
      await openAccount(person);
      await accounts.expire(person.account);
    },
    act: ({ account }) => account.signIn(),
    async conclude({ account }) {
      const { status } = await account.signIn();
      if (status !== 403) throw new Error(`an expired account is answered ${status}`);
    },
  },
  {
    name: 'a session that goes on',
    process: 'api',
    points: around('api.session', 'seen'),
    async prepare(person, { accounts }) {
      await openAccountAndSignIn(person);
      await accounts.ageSessions(person.account);
    },
    act: ({ account }) => account.look(),
    conclude: signsIn,
  },
  {
    name: 'a sign-out',
    process: 'api',
    points: [...around('api.sign-out', 'audit'), ...around('api.session', 'ended')],
    prepare: openAccountAndSignIn,
    act: ({ account }) => account.signOut(),
    conclude: isShutOut,
  },
  {
    name: 'other sessions closed',
    process: 'api',
    points: around('api.sessions', 'closed'),
    async prepare(person) {
      await openAccountAndSignIn(person);
      await person.account.signIn();
    },
    act: ({ account }) => account.closeOthers(),
    async conclude({ account }) {
      const many = await account.countSessions();
      if (many !== 1) throw new Error(`${many} sessions are open`);
    },
  },
  {
    name: 'another password, by the owner',
    process: 'api',
    points: around('api.own-password', 'commit'),
    prepare: openAccountAndSignIn,
    act: ({ account }) => account.changePassword(),
    async conclude(person) {
      await signsIn(person);
      await person.mailsLike(/a été modifié/u);
    },
  },
  {
    name: 'a reset asked for',
    process: 'api',
    points: around('api.reset-request', 'written'),
    prepare: openAccount,
    act: ({ account }) => account.askReset(),
    conclude: resetAndSignIn,
  },
  {
    name: 'a reset',
    process: 'api',
    points: around('api.reset', 'commit'),
    async prepare(person) {
      await openAccount(person);
      await person.account.askReset();
    },
    act: ({ account }) => account.resetByMail(),
    async conclude(person) {
      await person.mailsLike(/a été modifié/u);
      await signsIn(person);
    },
  },
  {
    name: 'a forgotten identifiant',
    process: 'api',
    points: around('api.recovery', 'commit'),
    prepare: openAccount,
    act: (person) => person.askIdentifier(),
    async conclude(person) {
      await person.mailsLike(/identifiant a été affiché/u);
      await signsIn(person);
    },
  },
  {
    name: 'a renewal asked for',
    process: 'api',
    points: around('api.renewal', 'commit'),
    async prepare(person, { accounts }) {
      await openAccount(person);
      await accounts.expire(person.account);
    },
    act: ({ account }) => account.askRenewal(),
    async conclude({ account }) {
      const { status } = await account.askRenewal();
      if (status !== 202) throw new Error(`a renewal asked for is answered ${status}`);
    },
  },
];
