import { aroundActivities, type Story } from '../story.js';
import { complete, register } from './chapters.js';

/** Three days in vain: the case waits for an operator. */
export const givingUp: Story[] = [
  {
    name: 'a directory that is away for three days, then a retry by hand',
    process: 'worker',
    establishment: 'directory-outage',
    points: aroundActivities('noteBlocked'),
    early: true,
    prepare: register,
    act: (person, hands) => hands.endPatience(person.journey, 'checkEligibility'),
    async conclude(person, hands) {
      await person.untilStatus('blocked');
      hands.healDirectory(person);
      await complete(person);
    },
  },
  {
    name: 'a relay that says « later » for three days, then a retry by hand',
    process: 'worker',
    points: aroundActivities('giveUpMail'),
    async act(person, hands) {
      await hands.orderFaults(person.email, 'refuse-451');
      await person.register();
      await hands.makeDeferredMailOld(person);
      await hands.endPatience(person.journey, 'sendCreationMail');
    },
    conclude: complete,
  },
];
