import { Migration } from '@mikro-orm/migrations';

/** A repeated request is answered to the letter: `jsonb` would put the fields in an order of its own (R01). */
export class Migration20261127000000_answersToTheLetter extends Migration {
  override up(): void {
    this.addSql('alter table idempotency_key alter column answer type json using answer::json;');
  }

  override down(): void {
    this.addSql('alter table idempotency_key alter column answer type jsonb using answer::jsonb;');
  }
}
