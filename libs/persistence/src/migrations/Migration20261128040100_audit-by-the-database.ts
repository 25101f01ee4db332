import { Migration } from '@mikro-orm/migrations';

/**
 * When an audit line was written, and by which role, is said by the database alone: the processes may fill in the other columns and
 * no more, so that a line can be neither dated back nor written in another's name (R44).
 */
export class Migration20261128040100_auditByTheDatabase extends Migration {
  override up(): void {
    this.addSql(`
      -- The lines of before were the processes'.
      alter table audit_event add column role text not null default 'parcours_app';
      alter table audit_event alter column role set default session_user;
      revoke insert on audit_event from parcours_app;
      grant insert (event, actor, subject, outcome, address, correlation_id, detail) on audit_event to parcours_app;
    `);
  }

  override down(): void {
    this.addSql(`
      revoke insert (event, actor, subject, outcome, address, correlation_id, detail) on audit_event from parcours_app;
      grant insert on audit_event to parcours_app;
      alter table audit_event drop column role;
    `);
  }
}
