import type { AccountMailKind } from '@app/contracts';
import { holdAccount, messageName, writingKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LeasedMail } from './leased-mail.js';
import { knownLink, type LinkSettings, makeLive, newLink } from './mail-link.js';
import { markDotted, NoLongerWanted } from './mail-outcome.js';
import { mailColumns, type MailOwner, type WaitingMail } from './mail-owner.js';

export interface AccountMailSettings extends LinkSettings {
  /** PostgreSQL interval. */
  resetLinkLifetime: string;
}

interface AccountDetails {
  kind: AccountMailKind;
  accountId: string;
  caseNumber: string | null;
  happenedAt: Date;
  /** Whose account is to be renewed. */
  colleague: { firstName: string; lastName: string } | null;
}
export type LeasedAccountMail = LeasedMail & AccountDetails;

interface Waiting extends WaitingMail {
  case_number: string | null;
  about_id: string | null;
  colleague: AccountDetails['colleague'];
  happened_at: string;
  is_so: boolean;
}

/** Mail of one kind about an account. */
export const accountMailOwner = (
  accountId: string,
  kind: AccountMailKind,
  settings: AccountMailSettings,
): MailOwner<Waiting, AccountDetails> => ({
  newestWaiting: (tx) => newestWaiting(tx, accountId, kind, settings),

  async linkFor(tx, row) {
    await dropOlder(tx, accountId, kind, row);
    if (!row.is_so) return 'moot';
    if (kind !== 'reset') return null;
    const { link_id, deadline } = row;
    const known = await knownLink(tx, 'reset', { account_id: accountId }, link_id, false, settings.linkReuseWindow);
    return known ?? newLink(tx, 'reset', { registrationId: null, accountId, deadline }, settings.linkKeys);
  },

  messageName: ({ number }) => messageName(accountId, kind, number, writingKey(settings.linkKeys)),

  details: ({ case_number, happened_at, colleague }) => ({
    kind,
    accountId,
    caseNumber: case_number,
    happenedAt: new Date(happened_at),
    colleague,
  }),

  /** The end that a reset announces is its own and its link's from now on: same link or new, a full lifetime from this mail (F8). */
  async dot(tx, mail) {
    await holdAccount(tx, accountId);
    await markDotted(tx, mail);
    if (!mail.link) return;
    const open = await tx.execute<unknown[]>(
      `update password_reset set deadline = ? where account_id = ? and state = 'open' returning id`,
      [mail.deadline, accountId],
    );
    if (open.length === 0) throw new NoLongerWanted();
    await makeLive(tx, mail.link, mail.deadline);
  },
});

/** SQL: whether what a message would tell is so now; it was when somebody decided on it. */
const isSo = `case m.kind
  when 'reset' then exists (select from password_reset p where p.account_id = a.id and p.state = 'open')
  when 'locked' then l.locked_at is not null
  when 'locked-reminder' then l.locked_at is not null
  when 'account-expired' then a.expires_at <= now()
  when 'renewal-asked' then coalesce(colleague.expires_at <= now(), false)
  else true end`;

async function newestWaiting(
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  { resetLinkLifetime }: AccountMailSettings,
): Promise<Waiting | undefined> {
  await holdAccount(tx, accountId);
  const [row] = await tx.execute<Waiting[]>(
    `select ${mailColumns}, a.email as recipient, a.first_name, a.last_name, a.siret,
       e.name as establishment_name, r.case_number, m.about_id, coalesce(l.locked_at, m.due_at) as happened_at, ${isSo} as is_so,
       case when colleague.id is not null
         then json_build_object('firstName', colleague.first_name, 'lastName', colleague.last_name) end as colleague,
       case when m.kind = 'reset' then now() + ?::interval end as deadline
     from mail_send m
     join account a on a.id = m.account_id
     join establishment e on e.siret = a.siret
     left join registration r on r.id = a.registration_id
     left join account colleague on colleague.id = m.about_id
     left join lateral (
       select max(locked_at) as locked_at from lockout
       where account_id = a.id and ended_at is null and m.kind in ('locked', 'locked-reminder')) l on true
     where m.account_id = ? and m.kind = ? and m.state in ('due', 'sending') order by m.number desc limit 1`,
    [resetLinkLifetime, accountId, kind],
  );
  return row;
}

/** The newest tells all: one that may have arrived already is not repeated, unless it is about another colleague. */
async function dropOlder(
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  { number, about_id }: Waiting,
): Promise<void> {
  await tx.execute(
    `update mail_send set state = 'dropped', lease_until = null
     where account_id = ? and kind = ? and number < ? and about_id is not distinct from ?::uuid and state in ('due', 'sending')`,
    [accountId, kind, number, about_id],
    'run',
  );
}
