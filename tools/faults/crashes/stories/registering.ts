import type { Hands } from '../hands.js';
import type { Person } from '../person.js';
import { around, aroundActivities, type Story } from '../story.js';
import { complete, register } from './chapters.js';

const isRefused = async (person: Person, hands: Hands) => {
  await hands.until('the same refusal again', async () => {
    const { body } = await person.register();
    return (body as { code?: string }).code === 'establishment-not-eligible';
  });
};

export const registering: Story[] = [
  {
    name: 'a message that may have arrived is sent again a minute later',
    process: 'worker',
    points: ['mail.after-dotted', 'mail.after-answer'],
    act: register,
    conclude: complete,
  },
  {
    name: 'a registration',
    process: 'worker',
    points: [
      ...aroundActivities('readRegistration', 'checkEligibility', 'openRegistration', 'sendCreationMail'),
      ...['mail.before-lease', 'mail.after-lease', 'mail.before-hand-over', 'mail.before-dotted', 'mail.after-record'],
      ...around('directory', 'remembered'),
    ],
    act: register,
    conclude: complete,
  },
  {
    name: 'a registration',
    process: 'api',
    points: [
      ...around('api.limit', 'count'),
      ...around('api.registrations', 'commit', 'hurry', 'kept'),
      ...around('notice', 'delivered'),
    ],
    act: register,
    conclude: complete,
  },
  {
    name: 'a refusal by the rule',
    process: 'worker',
    establishment: 'not-eligible',
    points: aroundActivities('closeRegistration'),
    act: register,
    conclude: isRefused,
  },
  {
    name: 'a refusal, kept under its key',
    process: 'api',
    establishment: 'not-eligible',
    points: around('api.refusal', 'kept'),
    undisturbed: true,
    async act(person, hands) {
      await hands.untilAllAnswer();
      await person.register();
    },
    conclude: isRefused,
  },
];
