import { Migration } from '@mikro-orm/migrations';

/**
 * Tells the processes that listen that what a case's page shows has changed: the case itself, or the end of its creation mail.
 * The payload is the case's internal id, which opens nothing; sent at commit, once per transaction and case.
 */
export class Migration20261128080000_registrationChanges extends Migration {
  override up(): void {
    this.addSql(`
      create function registration_changed() returns trigger language plpgsql as $$
      begin
        perform pg_notify('registration_changed', new.id::text);
        return null;
      end $$;
      create trigger registration_changed after update on registration for each row
        when ((old.status, old.reason, old.email, old.blocked_reason, old.deadline, old.mail_number)
          is distinct from (new.status, new.reason, new.email, new.blocked_reason, new.deadline, new.mail_number))
        execute function registration_changed();

      create function registration_mail_ended() returns trigger language plpgsql as $$
      begin
        perform pg_notify('registration_changed', new.registration_id::text);
        return null;
      end $$;
      create trigger registration_mail_ended after update of state on mail_send for each row
        when (new.kind = 'creation' and old.state is distinct from new.state and new.state not in ('due', 'sending'))
        execute function registration_mail_ended();
    `);
  }

  override down(): void {
    this.addSql(`
      drop trigger registration_mail_ended on mail_send;
      drop function registration_mail_ended();
      drop trigger registration_changed on registration;
      drop function registration_changed();
    `);
  }
}
