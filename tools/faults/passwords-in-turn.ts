import type { Told } from './ledgers.js';
import type { Moment } from './sign-in-moments.js';

/** A password that was set, or perhaps: between these two (epoch, ms). */
interface Setting {
  password: unknown;
  from: number;
  to: number;
  isSure: boolean;
}

/** What nobody answered may still have happened within this, ms. */
const lateMs = 30_000;

/** In words, each sign-in by a password that was not the account's when it was accepted: replaced before, or never set. */
export function staleSignIns(told: readonly Told[], moments: readonly Moment[]): string[] {
  const settings = told.flatMap(settingOf);
  const accepted = moments.filter(({ what }) => what === 'accepted');
  return accepted.flatMap(({ from, to, told: by }) => {
    if (!by) return [];
    const password = by.request.currentPassword ?? by.request.password;
    const isReplaced = (set: Setting) =>
      settings.some((other) => other.isSure && other.password !== password && set.to < other.from && other.to < from);
    const mayBe = settings.some((set) => set.password === password && set.from < to && !isReplaced(set));
    return mayBe ? [] : ['signed in with a password that was no longer, or never, the account’s'];
  });
}

function settingOf({ act, status, request, sentAt, answeredAt }: Told): Setting[] {
  if (act !== 'create-password' && act !== 'reset-password' && act !== 'change-password') return [];
  const isSure = status === 200 || status === 204;
  if (!isSure && status !== null && status < 500) return [];
  const password = request.newPassword ?? request.password;
  return [{ password, from: sentAt, to: isSure ? answeredAt : answeredAt + lateMs, isSure }];
}
