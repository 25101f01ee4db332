import { aroundActivities, type Story } from '../story.js';
import { complete, ended, registerAndReadMail } from './chapters.js';

/** A person who never comes, or late. */
export const waiting: Story[] = [
  {
    name: 'the reminder',
    process: 'worker',
    points: aroundActivities('makeReminderDue', 'sendReminder'),
    prepare: registerAndReadMail,
    act: (person, hands) => hands.bringReminderNear(person),
    async conclude(person) {
      await person.mailsLike(/attend votre mot de passe/u);
      await complete(person);
    },
  },
  {
    name: 'the end',
    process: 'worker',
    points: aroundActivities('closeRegistration'),
    prepare: registerAndReadMail,
    act: (person, hands) => hands.bringEndNear(person),
    conclude: ended('expired', /expir/u),
  },
];
