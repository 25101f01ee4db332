import { Migration } from '@mikro-orm/migrations';

/**
 * What the nightly retention looks for is found by its age (R46). Of what changes often, no index: a session's by when it was opened,
 * and of the guard a summary of each range of pages, so that a sign-in still changes its row in place.
 */
export class Migration20261128040200_retention extends Migration {
  override up(): void {
    this.addSql(`
      create index idempotency_key_by_age on idempotency_key (created_at);
      create index session_by_age on session (opened_at);
      create index notice_delivered on notice (delivered_at) where delivered_at is not null;
      create index reset_request_handled on reset_request (handled_at) where handled_at is not null;
      create index password_reset_ended on password_reset (ended_at) where ended_at is not null;
      create index lockout_ended on lockout (ended_at) where ended_at is not null;
      create index login_guard_by_age on login_guard using brin (touched_at) with (pages_per_range = 32);
      create index mail_send_settled on mail_send (due_at) where state not in ('due', 'sending');
      create index password_link_by_end on password_link (expires_at);
      create index registration_ended on registration (ended_at) where status in ('refused', 'expired', 'cancelled');

      -- A message outlives its link.
      alter table mail_send drop constraint mail_send_link_id_fkey;
      alter table mail_send add foreign key (link_id) references password_link (id) on delete set null;

      -- By the owner alone: the processes' role may neither run it nor drop what it drops.
      create function drop_old_audit_partitions() returns setof text language plpgsql as $$
      declare
        oldest date := date_trunc('month', now() - interval '12 months');
        partition text;
      begin
        for partition in
          select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = 'audit_event'::regclass and c.relname ~ '^audit_event_\\d{4}_\\d{2}$'
            and to_date(right(c.relname, 7), 'YYYY_MM') < oldest
          order by c.relname
        loop
          execute format('drop table %I', partition);
          return next partition;
        end loop;
        delete from audit_event_default where at < oldest;
      end $$;
      revoke execute on function drop_old_audit_partitions from public;
    `);
  }

  override down(): void {
    this.addSql(`
      drop function drop_old_audit_partitions;
      alter table mail_send drop constraint mail_send_link_id_fkey;
      alter table mail_send add foreign key (link_id) references password_link (id);
      drop index registration_ended, password_link_by_end, mail_send_settled, login_guard_by_age, lockout_ended,
        password_reset_ended, reset_request_handled, notice_delivered, session_by_age, idempotency_key_by_age;
    `);
  }
}
