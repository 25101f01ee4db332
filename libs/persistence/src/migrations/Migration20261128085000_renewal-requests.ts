import { Migration } from '@mikro-orm/migrations';

/** A request for renewal is an outbox message like a request for a reset: which account it is about is looked up behind the answer. */
export class Migration20261128085000 extends Migration {
  override up(): void {
    this.addSql(`
      alter table notice drop constraint notice_journey_check;
      alter table notice add constraint notice_journey_check check (
        journey in ('registration', 'reset-request', 'renewal-request', 'password-reset', 'lockout', 'account-mail'));
    `);
  }

  override down(): void {
    this.addSql(`
      delete from notice where journey = 'renewal-request';
      alter table notice drop constraint notice_journey_check;
      alter table notice add constraint notice_journey_check check (
        journey in ('registration', 'reset-request', 'password-reset', 'lockout', 'account-mail'));
    `);
  }
}
