import { Migration } from '@mikro-orm/migrations';

/**
 * What the processes ask on every request and in every journey is found by index, a million rows or ten. Each index below stands for
 * a statement that read a whole table; the partial ones hold a handful of rows, or those alone that point somewhere.
 */
export class Migration20261128040000_lookUpsByIndex extends Migration {
  override up(): void {
    this.addSql(`
      -- Marking a notice delivered: those of a subject that have not been.
      create index notice_undelivered_by_subject on notice (subject, journey) where delivered_at is null;
      -- The newest reset of an account; and an account that is deleted takes its resets along.
      create index password_reset_by_account on password_reset (account_id, opened_at);
      -- An account or a link that is deleted is forgotten by the messages that name it.
      create index mail_send_about on mail_send (about_id) where about_id is not null;
      create index mail_send_by_link on mail_send (link_id) where link_id is not null;
      -- What has ended is swept every five minutes.
      create index rate_limit_by_end on rate_limit (expire);
      -- A key lives a day, a registration longer: to check that it is still there would cost each of the two an index.
      alter table idempotency_key drop constraint idempotency_key_registration_id_fkey;
    `);
  }

  override down(): void {
    this.addSql(`
      delete from idempotency_key k where k.registration_id is not null
        and not exists (select from registration r where r.id = k.registration_id);
      alter table idempotency_key add foreign key (registration_id) references registration (id);
      drop index rate_limit_by_end, mail_send_by_link, mail_send_about, password_reset_by_account, notice_undelivered_by_subject;
    `);
  }
}
