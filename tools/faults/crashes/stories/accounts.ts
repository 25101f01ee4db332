import type { Person } from '../person.js';

/** What several stories tell of an account. */
export async function openAccount(person: Person): Promise<void> {
  await person.register();
  await person.createPasswordByLink();
  await person.mailsLike(/ouvert/u);
  // The answer that told it may have been lost.
  if (!person.hasAccount) await person.askIdentifier();
}

export async function openAccountAndSignIn(person: Person): Promise<void> {
  await openAccount(person);
  await person.account.signIn();
}

/** The account is in order: the password that its owner knows lets in. */
export async function signsIn({ account }: Person): Promise<void> {
  const { status } = await account.signIn();
  if (status !== 201) throw new Error(`a right password was answered ${status}`);
  const looked = await account.look();
  if (looked.status !== 200) throw new Error(`the session that was opened is answered ${looked.status}`);
}

export async function isShutOut({ account }: Person): Promise<void> {
  const { status } = await account.look();
  if (status !== 401) throw new Error(`a session that was ended is answered ${status}`);
}

export async function resetAndSignIn(person: Person): Promise<void> {
  await person.account.resetByMail();
  await person.mailsLike(/a été modifié/u);
  await signsIn(person);
}

/** Locked, and its owner told. */
export async function lockOut(person: Person): Promise<void> {
  await person.account.lockOut();
  await person.mailsLike(/est verrouillé/u);
}

export async function comeBack(person: Person): Promise<void> {
  await person.mailsLike(/est verrouillé/u);
  await person.account.askReset();
  await resetAndSignIn(person);
}
