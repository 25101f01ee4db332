import { Migration } from '@mikro-orm/migrations';

/** What a directory said of an establishment, for a day: nobody's outage or limit of requests is met twice for one SIRET. */
export class Migration20261124100000_directoryCache extends Migration {
  override up(): void {
    this.addSql(`
      create table directory_answer (
        siret char(14) primary key,
        answer jsonb not null,
        asked_at timestamptz not null default now()
      );
      create index directory_answer_by_age on directory_answer (asked_at);
      grant select, insert, update, delete on directory_answer to parcours_app;
    `);
  }

  override down(): void {
    this.addSql('drop table directory_answer;');
  }
}
