import type { Person } from '../person.js';
import { around, aroundActivities, type Story } from '../story.js';
import { complete, registerAndReadMail } from './chapters.js';

const secondMail = async (person: Person) => {
  await person.mailsLike(/créez/u, 2);
  await complete(person);
};

/** Who waits for the mail asks for another, or mends the address. */
export const askingAgain: Story[] = [
  {
    name: 'another mail',
    process: 'api',
    points: [...around('api.resend', 'commit'), ...around('notice', 'knock')],
    prepare: registerAndReadMail,
    act: (person) => person.resend(),
    conclude: secondMail,
  },
  {
    name: 'another mail, of a journey that is missing',
    process: 'api',
    points: around('journey', 'start'),
    async prepare(person, hands) {
      await registerAndReadMail(person);
      await hands.loseJourney(person);
    },
    act: (person) => person.resend(),
    conclude: secondMail,
  },
  {
    name: 'a corrected address',
    process: 'api',
    points: around('api.email', 'commit'),
    prepare: registerAndReadMail,
    act: (person) => person.correctEmail(),
    conclude: complete,
  },
  {
    name: 'a corrected address',
    process: 'worker',
    points: aroundActivities('sendAddressChangedMail'),
    prepare: registerAndReadMail,
    act: (person) => person.correctEmail(),
    conclude: complete,
  },
];
