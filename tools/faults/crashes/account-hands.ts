import { accountMailWorkflowId, factsChanged, lockoutWorkflowId, passwordResetWorkflowId } from '@app/contracts';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Pool } from 'pg';
import { waitUntil } from '../../local/wait-until.js';
import type { Account } from './account.js';
import { patience } from './patience.js';

/** What days do to an account, done behind everybody's back. What changes the facts signals the journey. */
export class AccountHands {
  constructor(
    private readonly owner: Pool,
    private readonly client: Client,
  ) {}

  expire = (account: Account): Promise<string> =>
    this.change(account, `update account set expires_at = now() where id = $1 returning id`);

  keepOlderHash = async (account: Account): Promise<string> =>
    this.change(
      account,
      `update account set password_hash = '${await account.olderHash()}' where id = $1 returning id`,
    );

  /** Seen long enough ago to be noted as seen again. */
  ageSessions = (account: Account): Promise<string> =>
    this.change(
      account,
      `update session set seen_at = now() - interval '2 minutes' where account_id = $1 returning id_hash`,
    );

  /** A reset of a few seconds. */
  bringResetEndNear = async (account: Account): Promise<void> => this.endResetSoon(await this.idOf(account));

  /** A request that was repeated, for its answer was lost, opens another reset once the first is used: its hour passes, too. */
  async bringEndOfResetsLeftNear(): Promise<void> {
    const { rows } = await this.owner.query<{ id: string }>(
      `select account_id as id from password_reset where state = 'open' and deadline > now() + interval '1 minute'`,
    );
    for (const { id } of rows) await this.endResetSoon(id);
  }

  untilResetIsOver = (account: Account): Promise<void> =>
    this.until(account, `select 1 from password_reset where account_id = $1 and state = 'expired'`);

  /** A lock that was made seven days ago in a moment. */
  bringLockReminderNear = (account: Account): Promise<void> =>
    this.changeLock(account, `locked_at = now() + interval '2 seconds' - interval '7 days'`);

  async bringAccountEndNear(account: Account): Promise<void> {
    await this.change(
      account,
      `update account set expires_at = now() + interval '4 seconds' where id = $1 returning id`,
    );
    await this.changeLock(account, 'locked_at = locked_at');
  }

  untilLockIsOver = (account: Account): Promise<void> =>
    this.until(account, `select 1 from lockout where account_id = $1 and ended_as = 'ended'`);

  /** A message that was turned away once has been due for longer than anybody tries; answers the journey that sends it. */
  async makeDeferredMailOld(account: Account): Promise<WorkflowHandle> {
    await this.until(
      account,
      `update mail_send set due_at = now() - interval '4 days' where account_id = $1 and state = 'due' and attempts > 0 returning id`,
    );
    return this.client.workflow.getHandle(accountMailWorkflowId(await this.idOf(account)));
  }

  untilMailIsGivenUp = (account: Account): Promise<void> =>
    this.until(account, `select 1 from mail_send where account_id = $1 and state = 'undelivered'`);

  private async endResetSoon(accountId: string): Promise<void> {
    const soon = `now() + interval '4 seconds'`;
    await this.owner.query(
      `with ended as (update password_reset set deadline = ${soon} where account_id = $1 and state = 'open')
       update password_link set expires_at = ${soon}
       where account_id = $1 and purpose = 'reset' and used_at is null and superseded_at is null`,
      [accountId],
    );
    await this.signal(passwordResetWorkflowId(accountId));
  }

  private async changeLock(account: Account, set: string): Promise<void> {
    const text = `update lockout set ${set} where account_id = $1 and ended_at is null returning id`;
    await this.signal(lockoutWorkflowId(await this.change(account, text)));
  }

  private async idOf({ identifier }: Account): Promise<string> {
    const { rows } = await this.owner.query<{ id: string }>('select id from account where identifier = $1', [
      identifier,
    ]);
    return rows[0]?.id ?? '';
  }

  /** Answers the id that the statement returns; what it changes must be there. */
  private async change(account: Account, text: string): Promise<string> {
    const { rows } = await this.owner.query<Record<string, string>>(text, [await this.idOf(account)]);
    const [row] = rows;
    if (!row) throw new Error(`nothing to change: ${text}`);
    return Object.values(row)[0] ?? '';
  }

  private async until(account: Account, text: string): Promise<void> {
    const id = await this.idOf(account);
    await waitUntil(text, async () => ((await this.owner.query(text, [id])).rowCount ?? 0) > 0, patience);
  }

  private signal = (workflowId: string): Promise<void> =>
    this.client.workflow.getHandle(workflowId).signal(factsChanged);
}
