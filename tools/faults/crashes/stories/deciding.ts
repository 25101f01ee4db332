import type { Person } from '../person.js';
import { aroundActivities, type Story } from '../story.js';
import { complete, ended, register, registerAndReadMail } from './chapters.js';

const underReview = async (person: Person) => {
  await person.register();
  await person.untilStatus('under-review');
};

/** What an operator decides. */
export const deciding: Story[] = [
  {
    name: 'a case that support looks at',
    process: 'worker',
    establishment: 'review',
    points: aroundActivities('beginReview'),
    act: register,
    async conclude(person) {
      await person.decide('approve');
      await complete(person);
    },
  },
  {
    name: 'approved by an operator',
    process: 'worker',
    establishment: 'review',
    points: aroundActivities('decide'),
    prepare: underReview,
    act: (person) => person.decide('approve'),
    conclude: complete,
  },
  {
    name: 'refused by an operator',
    process: 'worker',
    establishment: 'review',
    points: aroundActivities('decide', 'sendEndingMail'),
    prepare: underReview,
    act: (person) => person.decide('refuse'),
    conclude: ended('refused', /refusée/u),
  },
  {
    name: 'cancelled by an operator',
    process: 'worker',
    points: aroundActivities('decide'),
    prepare: registerAndReadMail,
    act: (person) => person.decide('cancel'),
    conclude: ended('cancelled', /annul/u),
  },
];
