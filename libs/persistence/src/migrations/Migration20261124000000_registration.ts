import { Migration } from '@mikro-orm/migrations';

/**
 * Facts of the classic registration. Uniqueness and single use are decided by the constraints below, never by check-then-write.
 * The processes run as `parcours_app`: it reads and writes the facts, and may only add to and read `audit_event`.
 */
export class Migration20261124000000_registration extends Migration {
  override up(): void {
    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'parcours_app') then create role parcours_app nologin; end if;
      end $$;

      create table contract (
        siret char(14) not null,
        fund text not null,
        number text not null,
        primary key (siret, number, fund)
      );

      create table establishment (
        siret char(14) primary key,
        name text,
        city text,
        legal_category text,
        source text not null,
        seen_at timestamptz not null default now()
      );

      create table registration (
        id uuid primary key default gen_random_uuid(),
        public_id text not null unique,
        owner_nonce text not null,
        case_number text not null unique,
        route text not null check (route in ('classic')),
        siret char(14) not null,
        contract_number text not null,
        last_name text not null,
        first_name text not null,
        email text not null,
        phone text,
        status text not null default 'checking' check (status in
          ('checking', 'under-review', 'awaiting-password', 'completed', 'refused', 'expired', 'cancelled')),
        reason text,
        approved boolean not null default false,
        review_until timestamptz,
        blocked_reason text check (blocked_reason in ('mail-refused', 'mail-undelivered', 'directory-unavailable', 'technical')),
        blocked_since timestamptz,
        received_at timestamptz not null default now(),
        opened_at timestamptz,
        deadline timestamptz,
        ended_at timestamptz,
        mail_number integer not null default 0,
        correlation_id text not null,
        updated_at timestamptz not null default now(),
        revision integer not null default 1,
        check ((status = 'awaiting-password') <= (opened_at is not null and deadline is not null))
      );
      -- This index decides who wins when many register one establishment at once.
      create unique index registration_one_live_per_siret on registration (siret)
        where status in ('checking', 'under-review', 'awaiting-password', 'completed');
      create index registration_unfinished on registration (received_at)
        where status in ('checking', 'under-review', 'awaiting-password');

      -- Whoever changes a case, whatever the statement: of two readings of the facts, the journey keeps the later one.
      create function registration_revised() returns trigger language plpgsql as $$
      begin
        new.revision := old.revision + 1;
        new.updated_at := clock_timestamp();
        return new;
      end $$;
      create trigger registration_revised before update on registration for each row execute function registration_revised();

      create table account (
        id uuid primary key default gen_random_uuid(),
        identifier text not null unique,
        registration_id uuid unique references registration (id),
        siret char(14) not null references establishment (siret),
        role text not null check (role in ('administrator', 'user')),
        status text not null default 'pending' check (status in ('pending', 'active')),
        last_name text not null,
        first_name text not null,
        email text not null,
        phone text,
        password_hash text,
        credentials_version integer not null default 1,
        created_at timestamptz not null default now(),
        activated_at timestamptz,
        check ((status = 'active') = (password_hash is not null))
      );
      create index account_by_siret on account (siret);

      create table password_link (
        id uuid primary key default gen_random_uuid(),
        purpose text not null check (purpose in ('creation', 'reset')),
        registration_id uuid references registration (id),
        account_id uuid references account (id) on delete set null,
        nonce text not null,
        key_id text not null,
        token_hash text not null unique,
        issued_at timestamptz not null default now(),
        live_at timestamptz,
        expires_at timestamptz not null,
        superseded_at timestamptz,
        used_at timestamptz,
        opened_at timestamptz,
        code_failures integer not null default 0
      );
      create unique index password_link_one_live on password_link (account_id, purpose)
        where live_at is not null and superseded_at is null and used_at is null;
      create index password_link_by_registration on password_link (registration_id);

      create table code_attempt (
        link_id uuid not null references password_link (id) on delete cascade,
        address text not null,
        failures integer not null default 0,
        primary key (link_id, address)
      );

      create table mail_send (
        id uuid primary key default gen_random_uuid(),
        registration_id uuid not null references registration (id),
        kind text not null check (kind in ('creation', 'reminder-half-way', 'reminder-last-day', 'address-changed',
          'welcome', 'expired', 'refused', 'cancelled')),
        number integer not null default 0,
        recipient text,
        link_id uuid references password_link (id),
        message_id text unique,
        state text not null default 'due' check (state in ('due', 'sending', 'accepted', 'refused', 'undelivered', 'dropped')),
        dotted_at timestamptz,
        ambiguous integer not null default 0,
        attempts integer not null default 0,
        lease_until timestamptz,
        deadline timestamptz,
        reply text,
        due_at timestamptz not null default now(),
        attempted_at timestamptz,
        accepted_at timestamptz,
        unique (registration_id, kind, number)
      );
      create index mail_send_waiting on mail_send (due_at) where state in ('due', 'sending');

      create table notice (
        id bigint generated always as identity primary key,
        journey text not null check (journey in ('registration')),
        subject text not null,
        correlation_id text not null,
        created_at timestamptz not null default now(),
        delivered_at timestamptz,
        attempts integer not null default 0,
        lease_until timestamptz,
        stuck_at timestamptz
      );
      create index notice_waiting on notice (created_at) where delivered_at is null and stuck_at is null;

      create table idempotency_key (
        route text not null,
        key text not null,
        body_hash text not null,
        registration_id uuid references registration (id),
        status integer,
        answer jsonb,
        created_at timestamptz not null default now(),
        primary key (route, key)
      );

      -- Shape given by rate-limiter-flexible.
      create table rate_limit (key varchar(255) primary key, points integer not null default 0, expire bigint);

      create table audit_event (
        id uuid not null default gen_random_uuid(),
        at timestamptz not null default now(),
        event text not null,
        actor text not null,
        subject text,
        outcome text not null,
        address text,
        correlation_id text,
        detail jsonb,
        primary key (at, id)
      ) partition by range (at);
      -- Nothing is lost when the owner forgot to make next month's partition.
      create table audit_event_default partition of audit_event default;
      create index audit_event_by_subject on audit_event (subject, at);
      create function make_audit_partitions() returns void language plpgsql as $$
      declare month date;
      begin
        for month in select generate_series(date_trunc('month', now()), now() + interval '12 months', interval '1 month')::date loop
          execute format('create table if not exists audit_event_%s partition of audit_event for values from (%L) to (%L)',
            to_char(month, 'YYYY_MM'), month, month + interval '1 month');
        end loop;
      end $$;
      select make_audit_partitions();

      grant usage on schema public to parcours_app;
      grant select, insert, update, delete on contract, establishment, registration, account, password_link, code_attempt,
        mail_send, notice, idempotency_key, rate_limit to parcours_app;
      grant select, insert on audit_event to parcours_app;
    `);
  }

  override down(): void {
    this.addSql(`
      drop function make_audit_partitions;
      drop table audit_event, rate_limit, idempotency_key, notice, mail_send, code_attempt, password_link, account,
        registration, establishment, contract;
      drop function registration_revised;
    `);
  }
}
