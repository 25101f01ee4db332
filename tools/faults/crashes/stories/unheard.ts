import { around, aroundActivities, type Story } from '../story.js';
import { complete, registerAndReadMail } from './chapters.js';

/** Journeys that nobody told, or that are gone. */
export const unheard: Story[] = [
  {
    name: 'a notice that only the relay can deliver',
    process: 'worker',
    points: [...around('relay', 'lease'), ...around('notice', 'knock', 'delivered')],
    async prepare(person, hands) {
      await registerAndReadMail(person);
      await hands.untilHeard(person);
    },
    act: (person, hands) => hands.forgetDelivery(person),
    async conclude(person, hands) {
      await hands.untilHeard(person);
      await complete(person);
    },
  },
  {
    name: 'a notice that nobody can deliver',
    process: 'worker',
    points: around('relay', 'put-back'),
    prepare: registerAndReadMail,
    act: (person, hands) => hands.writeHopelessNotice(person),
    async conclude(person, hands) {
      await hands.takeHopelessAway(person);
      await complete(person);
    },
  },
  {
    name: 'the Schedule of reconcile',
    process: 'worker',
    points: around('worker', 'schedule'),
    prepare: registerAndReadMail,
    act: (_person, hands) => hands.startWorkerWithoutSchedule(),
    async conclude(person, hands) {
      await hands.until('the Schedule is there', () => hands.hasSchedule());
      await complete(person);
    },
  },
  {
    name: 'readiness, which asks whether Temporal’s store can write',
    process: 'api',
    points: around('probe', 'write'),
    undisturbed: true, // a worker that dies would also say « not ready »
    prepare: registerAndReadMail,
    act: (_person, hands) => hands.askUntilOneIsNotReady(),
    conclude: complete,
  },
  {
    name: 'a journey that is missing',
    process: 'worker',
    points: [...aroundActivities('restartMissingJourneys'), ...around('journey', 'start')],
    prepare: registerAndReadMail,
    async act(person, hands) {
      await hands.loseJourney(person);
      await hands.reconcileUntilItIsBack(person);
    },
    conclude: complete,
  },
  {
    name: 'a night in which what is over is deleted',
    process: 'worker',
    points: aroundActivities('purge'),
    async prepare(person, hands) {
      await registerAndReadMail(person);
      await hands.writeOldRequest(person);
    },
    act: (_person, hands) => hands.purge(),
    async conclude(person, hands) {
      await hands.untilOldRequestIsGone(person);
      await complete(person);
    },
  },
];
