import type { Person } from '../person.js';

/** What several stories tell. */
export const register = (person: Person): Promise<unknown> => person.register();

export async function registerAndReadMail(person: Person): Promise<void> {
  await person.register();
  await person.mailsLike(/créez/u);
}

export async function complete(person: Person): Promise<void> {
  await person.createPasswordByLink();
  await hasCompleted(person);
}

export async function hasCompleted(person: Person): Promise<void> {
  await person.untilStatus('completed');
  await person.mailsLike(/ouvert/u);
}

export const ended = (status: 'refused' | 'cancelled' | 'expired', mail: RegExp) => async (person: Person) => {
  await person.untilStatus(status);
  await person.mailsLike(mail);
};
