import { factsChanged, reconcileScheduleId, retentionScheduleId } from '@app/contracts';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Pool } from 'pg';
import type { FaultKind } from '../../local/inbox/faults.js';
import { orderFault } from '../../local/inbox/order-faults.js';
import { waitUntil } from '../../local/wait-until.js';
import { AccountHands } from './account-hands.js';
import { patience } from './patience.js';
import type { Person } from './person.js';
import type { FaultyProduct } from '../faulty-product.js';
import { type FictitiousEstablishment, writeDirectory } from '../fictitious-establishments.js';

/** What is done to the product behind everybody's back, so that a case comes to points that days or accidents lead to. */
export class Hands {
  readonly accounts: AccountHands;
  private readonly owner: Pool;

  constructor(
    private readonly product: FaultyProduct,
    private readonly client: Client,
    private readonly directory: { file: string; establishments: FictitiousEstablishment[] },
  ) {
    this.owner = new Pool({ connectionString: product.ownerUrl, max: 4 });
    this.accounts = new AccountHands(this.owner, client);
  }

  close = (): Promise<void> => this.owner.end();

  until = (what: string, look: () => Promise<boolean>): Promise<void> => waitUntil(what, look, patience);

  untilAllAnswer = (): Promise<void> => this.until('api and worker answer', () => this.product.isReady());

  /** Readiness writes to Temporal's store every 15 s at most: a process that dies of it is asked for so long. */
  async askUntilOneIsNotReady(): Promise<void> {
    await this.untilAllAnswer();
    await this.until('one is not ready', async () => !(await this.product.isReady()));
  }

  private sql = async (text: string, values?: unknown[]): Promise<unknown[]> =>
    (await this.owner.query(text, values)).rows;

  private untilRows = (query: string, many: number): Promise<void> =>
    this.until(query, async () => (await this.sql(query)).length === many);

  /** Half of the case's time is over in a moment. */
  bringReminderNear = (person: Person): Promise<void> =>
    this.moveTime(
      person,
      `opened_at = now() + interval '2 seconds' - interval '10 days', deadline = now() + interval '10 days'`,
    );

  /** So is all of it: a case of a few seconds. */
  bringEndNear = (person: Person): Promise<void> =>
    this.moveTime(person, `opened_at = now(), deadline = now() + interval '4 seconds'`);

  healDirectory(person: Person): void {
    this.directory.establishments.push({ ...person.plan, kind: 'eligible' }); // the last one of a SIRET counts
    writeDirectory(this.directory.file, this.directory.establishments);
  }

  /** Three, so that the message waits for its next attempt long enough to be found waiting. */
  orderFaults = (match: string, fault: FaultKind): Promise<void> =>
    orderFault(this.product.inboxUrl, { match, fault, times: 3 });

  /** Of an activity that waits for its next attempt, the three days are over now. */
  async endPatience(journey: WorkflowHandle, activity: string): Promise<void> {
    await this.until(`${activity} fails`, async () => (await this.failing(journey, activity)) !== undefined);
    await this.client.workflowService.updateActivityOptions({
      namespace: this.client.options.namespace,
      execution: { workflowId: journey.workflowId },
      id: (await this.failing(journey, activity)) ?? '',
      activityOptions: { scheduleToCloseTimeout: msToTs('1 second') },
      updateMask: { paths: ['schedule_to_close_timeout'] },
    });
  }

  /** A message that was turned away once has been due for longer than anybody tries; its next attempt is 5 s away. */
  makeDeferredMailOld = ({ caseNumber }: Person): Promise<void> =>
    this.untilRows(
      `update mail_send m set due_at = now() - interval '4 days' from registration r
       where r.id = m.registration_id and r.case_number = '${caseNumber}' and m.state = 'due' and m.attempts > 0
       returning m.id`,
      1,
    );

  /** As if its writer had died right behind the commit. */
  forgetDelivery = ({ caseNumber }: Person): Promise<unknown> =>
    this.sql('update notice set delivered_at = null, lease_until = null where subject = $1', [caseNumber]);

  untilHeard = ({ caseNumber }: Pick<Person, 'caseNumber'>): Promise<void> =>
    this.untilRows(`select 1 from notice where subject = '${caseNumber}' and delivered_at is null`, 0);

  /** Nineteen times tried, and one that the database will never let be marked as delivered. */
  writeHopelessNotice = ({ caseNumber }: Person): Promise<unknown> =>
    this.sql(
      `create or replace function hopeless() returns trigger language plpgsql as $$ begin
         if new.delivered_at is not null then raise exception 'hopeless'; end if;
         return new;
       end $$;
       create or replace trigger hopeless before update on notice for each row
         when (new.subject like 'hopeless %') execute function hopeless();
       insert into notice (journey, subject, correlation_id, attempts, created_at)
         values ('registration', 'hopeless ${caseNumber}', 'crash', 19, now() - interval '10 seconds')`,
    );

  /** Once it was put aside, an operator takes it away. */
  takeHopelessAway = ({ caseNumber }: Person): Promise<void> =>
    this.untilRows(
      `delete from notice where subject = 'hopeless ${caseNumber}' and stuck_at is not null returning id`,
      1,
    );

  async startWorkerWithoutSchedule(): Promise<void> {
    await this.client.schedule
      .getHandle(reconcileScheduleId)
      .delete()
      .catch(() => undefined);
    this.product.processes.worker.signal('SIGKILL');
  }

  hasSchedule = (): Promise<boolean> =>
    this.client.schedule
      .getHandle(reconcileScheduleId)
      .describe()
      .then(
        () => true,
        () => false,
      );

  /** A request for a reset that was handled two days ago. */
  writeOldRequest = ({ caseNumber }: Person): Promise<unknown> =>
    this.sql(
      `insert into reset_request (address, correlation_id, asked_at, handled_at)
       values ('192.0.2.1', $1, now() - interval '2 days', now() - interval '2 days')`,
      [`old ${caseNumber}`],
    );

  /** As the night does; another one may be under way, and have lost its worker. */
  purge = (): Promise<void> =>
    this.client.schedule.getHandle(retentionScheduleId).trigger(ScheduleOverlapPolicy.ALLOW_ALL);

  untilOldRequestIsGone = ({ caseNumber }: Person): Promise<void> =>
    this.untilRows(`select 1 from reset_request where correlation_id = 'old ${caseNumber}'`, 0);

  /**
   * As a lost store loses it: with no signal under way that would begin it again; and between two of its tasks, for one that is
   * under way would be written down as failed.
   */
  async loseJourney({ caseNumber, journey }: Person): Promise<void> {
    await this.untilHeard({ caseNumber });
    await this.until('no task of the journey', async () => !(await journey.describe()).raw.pendingWorkflowTask);
    await journey.terminate();
  }

  /**
   * An operator triggers the Schedule, for a case that nobody has touched for two minutes: the attempt that died is given four
   * minutes, and the list of open journeys may still hold one that has just ended.
   */
  async reconcileUntilItIsBack({ caseNumber, journey }: Person): Promise<void> {
    const isBack = async () => (await journey.describe()).status.name === 'RUNNING';
    const trigger = async () => {
      if (await isBack()) return true;
      await this.sql(
        `alter table registration disable trigger registration_revised;
         update registration set updated_at = now() - interval '2 minutes' where case_number = '${caseNumber}';
         alter table registration enable trigger registration_revised`,
      );
      await this.client.schedule
        .getHandle(reconcileScheduleId)
        .trigger(ScheduleOverlapPolicy.ALLOW_ALL)
        .catch(() => undefined); // the Schedule is being made again
      return false;
    };
    await waitUntil(`the journey of ${caseNumber} is back`, trigger, { ...patience, every: 2_000 });
  }

  /** As if the case had been opened at another moment; what changes the facts signals the journey. */
  private async moveTime({ caseNumber, journey }: Person, times: string): Promise<void> {
    await this.untilAllAnswer();
    await this.sql(`update registration set ${times} where case_number = '${caseNumber}'`);
    await journey.signal(factsChanged);
  }

  private async failing(journey: WorkflowHandle, type: string): Promise<string | undefined> {
    const { raw } = await journey.describe();
    const found = raw.pendingActivities?.find(
      ({ activityType, lastFailure }) => activityType?.name === type && lastFailure,
    );
    return found?.activityId ?? undefined;
  }
}
