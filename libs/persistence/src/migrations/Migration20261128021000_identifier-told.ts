import { Migration } from '@mikro-orm/migrations';

/** When the owner was last told that the identifiant was shown: once a day is enough (R36). */
export class Migration20261128021000_identifierTold extends Migration {
  override up(): void {
    this.addSql('alter table account add column identifier_told_at timestamptz;');
  }

  override down(): void {
    this.addSql('alter table account drop column identifier_told_at;');
  }
}
