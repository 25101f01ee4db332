import { Migration } from '@mikro-orm/migrations';

/** What is not delivered, stuck or not, for the metrics and for `reconcile`: few rows of a table that keeps its delivered ones. */
export class Migration20261128030000 extends Migration {
  override up(): void {
    this.addSql(`create index notice_undelivered on notice (created_at) where delivered_at is null`);
  }

  override down(): void {
    this.addSql(`drop index notice_undelivered`);
  }
}
