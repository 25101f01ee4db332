import { Migration } from '@mikro-orm/migrations';

/**
 * A browser that has signed in counts its failures in a row of its own; what unlocks finds every row of an account, under keys that
 * a process no longer has or does not have yet; mail asked for before the person last came back by a link counts against no limit.
 */
export class Migration20261128010000_knownBrowsers extends Migration {
  override up(): void {
    this.addSql(`
      alter table login_guard
        -- Null when no account has the identifier. No reference: the same work either way.
        add column account_id uuid,
        -- The row of one browser, not of the identifier.
        add column is_device boolean not null default false;
      update login_guard g set account_id = l.account_id from lockout l
        where l.guard_key = g.key and l.ended_at is null and l.account_id is not null;
      create index login_guard_by_account on login_guard (account_id);

      -- Messages up to this number were asked for before the last completed reset, or the first password.
      alter table account add column recovered_mail_number integer not null default 0;
      with way_back as (
        select account_id, max(ended_at) as at from password_reset where state = 'used' group by account_id)
      update account a set recovered_mail_number = earlier.number
      from (
        select m.account_id, max(m.number) as number from mail_send m join way_back w on w.account_id = m.account_id
        where m.due_at <= w.at group by m.account_id) as earlier
      where earlier.account_id = a.id;

      -- 'replaced': the password was changed in a session while the reset was open.
      alter table password_reset drop constraint password_reset_state_check;
      alter table password_reset add constraint password_reset_state_check check (state in ('open', 'used', 'expired', 'replaced'));
    `);
  }

  override down(): void {
    this.addSql(`
      update password_reset set state = 'expired' where state = 'replaced';
      alter table password_reset drop constraint password_reset_state_check;
      alter table password_reset add constraint password_reset_state_check check (state in ('open', 'used', 'expired'));
      alter table account drop column recovered_mail_number;
      delete from login_guard where is_device;
      drop index login_guard_by_account;
      alter table login_guard drop column account_id, drop column is_device;
    `);
  }
}
