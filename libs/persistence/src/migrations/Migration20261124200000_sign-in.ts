import { Migration } from '@mikro-orm/migrations';

/** Facts of signing in and of every way back in: sessions, failed sign-ins, locks, resets, and mail about an account. */
export class Migration20261124200000_sign_in extends Migration {
  override up(): void {
    this.addSql(`
      alter table account add column expires_at timestamptz, add column last_login_at timestamptz,
        add column mail_number integer not null default 0;
      update account set expires_at = activated_at + interval '18 months' where status = 'active';
      alter table account add constraint account_active_expires check ((status = 'active') = (expires_at is not null));

      create table session (
        id_hash char(64) primary key,
        account_id uuid not null references account (id) on delete cascade,
        credentials_version integer not null,
        previous_login_at timestamptz,
        opened_at timestamptz not null default now(),
        seen_at timestamptz not null default now()
      );
      create index session_by_account on session (account_id);

      -- Keyed by a keyed hash of a well-formed identifier, whether anybody holds it or not.
      create table login_guard (
        key char(64) primary key,
        failures integer not null default 0,
        -- Attempts in flight: their id and when they began, epoch in seconds.
        pending jsonb not null default '{}',
        locked_at timestamptz,
        touched_at timestamptz not null default now()
      );

      create table lockout (
        id uuid primary key default gen_random_uuid(),
        guard_key char(64) not null,
        -- Null when nobody holds the identifier. No reference: the same work either way.
        account_id uuid,
        correlation_id text not null,
        locked_at timestamptz not null default now(),
        told_at timestamptz,
        reminded_at timestamptz,
        ended_at timestamptz,
        ended_as text check (ended_as in ('unlocked', 'ended')),
        check ((ended_at is null) = (ended_as is null))
      );
      create unique index lockout_one_open on lockout (guard_key) where ended_at is null;
      create index lockout_by_account on lockout (account_id) where ended_at is null;

      create table reset_request (
        id uuid primary key default gen_random_uuid(),
        -- Null when what was typed is no identifier: it might be a password.
        identifier text,
        address text not null,
        correlation_id text not null,
        asked_at timestamptz not null default now(),
        account_id uuid,
        outcome text check (outcome in ('unknown', 'limited', 'reset', 'account-expired', 'registration')),
        handled_at timestamptz
      );

      create table password_reset (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account (id) on delete cascade,
        state text not null default 'open' check (state in ('open', 'used', 'expired')),
        correlation_id text not null,
        opened_at timestamptz not null default now(),
        deadline timestamptz not null,
        ended_at timestamptz,
        check ((state = 'open') = (ended_at is null))
      );
      create unique index password_reset_one_open on password_reset (account_id) where state = 'open';

      alter table mail_send alter column registration_id drop not null;
      alter table mail_send add column account_id uuid references account (id) on delete cascade,
        -- The colleague whose account an administrator is asked to renew.
        add column about_id uuid references account (id) on delete set null;
      alter table mail_send add constraint mail_send_of_one check (num_nonnulls(registration_id, account_id) = 1);
      alter table mail_send drop constraint mail_send_kind_check;
      alter table mail_send add constraint mail_send_kind_check check (
        case when registration_id is not null then kind in ('creation', 'reminder-half-way', 'reminder-last-day',
          'address-changed', 'welcome', 'expired', 'refused', 'cancelled')
        else kind in ('reset', 'locked', 'locked-reminder', 'password-changed', 'account-expired', 'identifier-shown',
          'renewal-asked') end);
      create unique index mail_send_of_account on mail_send (account_id, kind, number);
      create index password_link_by_account on password_link (account_id);

      -- Each names a door to knock on; until due_at whoever wrote it hurries it.
      alter table notice drop constraint notice_journey_check;
      alter table notice add constraint notice_journey_check check (
        journey in ('registration', 'reset-request', 'password-reset', 'lockout', 'account-mail'));
      alter table notice add column due_at timestamptz not null default now();
      drop index notice_waiting;
      create index notice_waiting on notice (due_at) where delivered_at is null and stuck_at is null;

      grant select, insert, update, delete on session, login_guard, lockout, reset_request, password_reset to parcours_app;
    `);
  }

  override down(): void {
    this.addSql(`
      drop index password_link_by_account;
      delete from notice where journey <> 'registration';
      drop index notice_waiting;
      alter table notice drop column due_at, drop constraint notice_journey_check;
      alter table notice add constraint notice_journey_check check (journey in ('registration'));
      create index notice_waiting on notice (created_at) where delivered_at is null and stuck_at is null;
      delete from mail_send where registration_id is null;
      alter table mail_send drop column account_id, drop column about_id, drop constraint mail_send_kind_check;
      alter table mail_send alter column registration_id set not null;
      alter table mail_send add constraint mail_send_kind_check check (kind in ('creation', 'reminder-half-way',
        'reminder-last-day', 'address-changed', 'welcome', 'expired', 'refused', 'cancelled'));
      drop table password_reset, reset_request, lockout, login_guard, session;
      alter table account drop column expires_at, drop column last_login_at, drop column mail_number;
    `);
  }
}
