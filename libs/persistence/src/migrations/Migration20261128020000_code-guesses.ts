import { Migration } from '@mikro-orm/migrations';

/**
 * A typed code is counted the same whether or not there is a link, so that the time of an answer does not tell (R17): under the
 * link's id or one of no link, per address and, with an empty address, in all. Earlier versions go on counting in
 * `password_link.code_failures` while they still run.
 */
export class Migration20261128020000_codeGuesses extends Migration {
  override up(): void {
    this.addSql(`
      alter table code_attempt drop constraint code_attempt_link_id_fkey,
        add column guessed_at timestamptz not null default now();
      create index code_attempt_by_age on code_attempt (guessed_at);
      insert into code_attempt (link_id, address, failures)
        select id, '', code_failures from password_link where code_failures > 0;
    `);
  }

  override down(): void {
    this.addSql(`
      delete from code_attempt c where address = '' or not exists (select from password_link l where l.id = c.link_id);
      drop index code_attempt_by_age;
      alter table code_attempt drop column guessed_at,
        add constraint code_attempt_link_id_fkey foreign key (link_id) references password_link (id) on delete cascade;
    `);
  }
}
