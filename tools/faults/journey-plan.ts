import { type AccountPlan, accountPlan, type Life, lives } from './account-plan.js';
import {
  type EstablishmentKind,
  type FictitiousEstablishment,
  fictitiousContract,
  fictitiousSiret,
} from './fictitious-establishments.js';
import { seededRandom } from './seeded-random.js';

/** Faults of one recipient's mail (`docs/contract.md` §4). */
export const mailFaults = [
  'refuse-451',
  'refuse-550',
  'hang',
  'drop-before-data',
  'drop-in-data',
  'drop-after-data',
] as const;
type MailFault = (typeof mailFaults)[number];

export interface Person {
  lastName: string;
  firstName: string;
  email: string;
  phone: string;
}

/** What one person will do; the same for the same seed and index, whatever else happens. */
export interface JourneyPlan extends FictitiousEstablishment {
  index: number;
  person: Person;
  /** Somebody else who registers the same establishment in the same moment. */
  rival: Person | undefined;
  /** `Idempotency-Key` of the registration. */
  key: string | undefined;
  /** Posts at once: a double click, a proxy that repeats. */
  posts: number;
  mailFault: MailFault | undefined;
  /** Corrects the address once. */
  correctedEmail: string | undefined;
  /** Mails asked for, one after the other; each twice at once under one key when `resendsTwice`. */
  resends: number;
  resendsTwice: boolean;
  /** Tries the older link when a newer one has come. */
  triesOldLink: boolean;
  /** Tries a password that is refused first. */
  triesWeakPassword: boolean;
  password: (typeof passwords)[number];
  secret: string;
  /** How it goes on once the password is created. */
  account: AccountPlan | undefined;
}

export const passwords = ['by-link', 'by-link-twice', 'by-code', 'never'] as const;

/** How persons are. Shares are from 0 to 1. */
export interface PersonShares {
  /** Registers an establishment that cannot simply join, or that the directory does not answer for; 0.11 at most. */
  unusual: number;
  /** Mail to them meets a fault, once, one of these. */
  mailFault: number;
  mailFaults: readonly MailFault[];
  rival: number;
  /** Registers with an `Idempotency-Key`. */
  key: number;
  manyPosts: number;
  corrects: number;
  resends: number;
  triesOldLink: number;
  passwords: readonly (typeof passwords)[number][];
  /** Goes on with the account, in one of these ways. */
  livesOn: number;
  lives: readonly Life[];
}
export const usualPersons: PersonShares = {
  unusual: 0.11,
  mailFault: 0.25,
  mailFaults: ['refuse-550', 'drop-after-data', ...mailFaults],
  rival: 0.1,
  key: 0.6,
  manyPosts: 0.25,
  corrects: 0.08,
  resends: 0.2,
  triesOldLink: 0.7,
  passwords: ['by-link', 'by-link', 'by-link', 'by-link-twice', 'by-link-twice', 'by-code', 'never'],
  ...{ livesOn: 0.5, lives },
};

const kinds: readonly [number, EstablishmentKind][] = [
  [0.03, 'not-eligible'],
  [0.05, 'closed'],
  [0.07, 'unknown'],
  [0.11, 'directory-outage'],
  [1, 'eligible'],
];

export function journeyPlan(seed: number, index: number, shares: PersonShares = usualPersons): JourneyPlan {
  const random = seededRandom(`${seed}:${index}`);
  const roll = random.next();
  const kind = (roll < shares.unusual && kinds.find(([up]) => roll < up)?.[1]) || 'eligible';
  const pick = <T>(choices: readonly T[]): T => random.pick(choices as [T, ...T[]]);
  const mailFault = random.chance(shares.mailFault) ? pick(shares.mailFaults) : undefined;
  const name = () => `${random.word(1).toUpperCase()}${random.word(9)}`;
  // Names found nowhere else, so that finding one in a log proves that it was written there.
  const person = (): Person => ({
    ...{ lastName: `Canary${name()}`, firstName: `Canari${name()}`, email: `${random.word(12)}@canary.example` },
    phone: `+3319900${String(random.int(0, 9_999)).padStart(4, '0')}`,
  });
  return {
    ...{ index, kind, siret: fictitiousSiret(index), contractNumber: fictitiousContract(index) },
    person: person(),
    rival: random.chance(shares.rival) ? person() : undefined,
    key: random.chance(shares.key) ? `chaos-${seed}-${index}` : undefined,
    posts: random.chance(shares.manyPosts) ? random.int(2, 4) : 1,
    mailFault,
    correctedEmail:
      mailFault === 'refuse-550' || random.chance(shares.corrects) ? `${random.word(12)}@canary.example` : undefined,
    resends: random.chance(shares.resends) ? random.int(1, 2) : 0,
    resendsTwice: random.chance(0.5),
    triesOldLink: random.chance(shares.triesOldLink),
    triesWeakPassword: random.chance(0.1),
    // A message that may have arrived is sent again after a minute: only to whom still waits for it.
    password: mailFault === 'drop-after-data' ? random.pick(['by-link', 'never']) : pick(shares.passwords),
    secret: `${random.word(7)}-${random.word(8)}-${random.word(9)}-${random.int(100, 999)}`,
    account: random.chance(shares.livesOn) ? accountPlan(random, shares.lives) : undefined,
  };
}
