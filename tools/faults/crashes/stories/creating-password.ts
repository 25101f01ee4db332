import { around, aroundActivities, type Story } from '../story.js';
import { complete, hasCompleted, registerAndReadMail } from './chapters.js';

export const creatingPassword: Story[] = [
  {
    name: 'a link looked at',
    process: 'api',
    points: around('api.link', 'opened'),
    prepare: registerAndReadMail,
    act: (person) => person.inspectLink(),
    conclude: complete,
  },
  {
    name: 'a wrong code',
    process: 'api',
    points: around('api.code', 'counted'),
    prepare: registerAndReadMail,
    act: (person) => person.guessCode(),
    conclude: complete,
  },
  {
    name: 'a password by link',
    process: 'api',
    points: around('api.password', 'commit'),
    prepare: registerAndReadMail,
    act: (person) => person.createPasswordByLink(),
    conclude: hasCompleted,
  },
  {
    name: 'a password by code',
    process: 'api',
    points: [...around('api.code', 'given-back'), ...around('api.password', 'commit')],
    prepare: registerAndReadMail,
    act: (person) => person.createPasswordByCode(),
    conclude: hasCompleted,
  },
  {
    name: 'the welcome',
    process: 'worker',
    points: aroundActivities('sendWelcomeMail'),
    prepare: registerAndReadMail,
    act: (person) => person.createPasswordByLink(),
    conclude: hasCompleted,
  },
  {
    name: 'administrators shown',
    process: 'api',
    points: around('api.listing', 'audit'),
    async prepare(person) {
      await person.register();
      await complete(person);
    },
    act: (person) => person.check(),
    conclude: hasCompleted,
  },
];
