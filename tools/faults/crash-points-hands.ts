import { reconcileScheduleId } from '@app/contracts';
import type { Client } from '@temporalio/client';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Pool } from 'pg';
import type { FaultKind } from '../local/inbox/faults.js';
import { orderFault } from '../local/inbox/order-faults.js';
import { waitUntil } from '../local/wait-until.js';
import type { Person } from './crash-points-person.js';
import type { FaultyProduct } from './faulty-product.js';
import { type FictitiousEstablishment, writeDirectory } from './fictitious-establishments.js';

const patience = { patience: 150_000, every: 300 };

/** What is done to the product behind everybody's back, so that a case comes to points that days or accidents lead to. */
export class Hands {
  private readonly owner: Pool;

  constructor(
    private readonly product: FaultyProduct,
    private readonly client: Client,
    private readonly directory: { file: string; establishments: FictitiousEstablishment[] },
  ) {
    this.owner = new Pool({ connectionString: product.ownerUrl, max: 4 });
    writeDirectory(directory.file, directory.establishments);
  }

  close = (): Promise<void> => this.owner.end();

  until = (what: string, look: () => Promise<boolean>): Promise<void> => waitUntil(what, look, patience);

  sql = async (text: string, values?: unknown[]): Promise<unknown[]> => (await this.owner.query(text, values)).rows;

  untilRows = (query: string, many: number): Promise<void> =>
    this.until(query, async () => (await this.sql(query)).length === many);

  untilShortlyBefore = ({ caseNumber }: Person, moment: string): Promise<void> =>
    this.untilRows(
      `select 1 from registration where case_number = '${caseNumber}' and now() < ${moment} - interval '3 seconds'`,
      0,
    );

  healDirectory(person: Person): void {
    this.directory.establishments.push({ ...person.plan, kind: 'eligible' }); // the last one of a SIRET counts
    writeDirectory(this.directory.file, this.directory.establishments);
  }

  orderOneFault = (match: string, fault: FaultKind): Promise<void> =>
    orderFault(this.product.inboxUrl, { match, fault, times: 1 });

  /** Of an activity that waits for its next attempt, the three days are over with that one. */
  async endPatience(person: Person, activity: string): Promise<void> {
    await this.until(`${activity} fails`, async () => (await this.failing(person, activity)) !== undefined);
    await this.client.workflowService.updateActivityOptions({
      namespace: this.client.options.namespace,
      execution: { workflowId: person.journey.workflowId },
      id: (await this.failing(person, activity)) ?? '',
      activityOptions: { scheduleToCloseTimeout: msToTs('1 second') },
      updateMask: { paths: ['schedule_to_close_timeout'] },
    });
  }

  /** The message that is being handed over has been due for longer than anybody tries. */
  makeOldOnceSending = ({ caseNumber }: Person): Promise<void> =>
    this.untilRows(
      `update mail_send m set due_at = now() - interval '4 days' from registration r
       where r.id = m.registration_id and r.case_number = '${caseNumber}' and m.state = 'sending' and m.attempts > 1
       returning m.id`,
      1,
    );

  /** As if its writer had died right behind the commit. */
  async forgetDelivery({ caseNumber }: Person): Promise<void> {
    await this.untilHeard({ caseNumber });
    await this.sql('update notice set delivered_at = null where subject = $1', [caseNumber]);
  }

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

  /** As a lost store loses it. */
  loseJourney = (person: Person): Promise<unknown> => person.journey.terminate();

  hasJourney = async (person: Person): Promise<boolean> => (await person.journey.describe()).status.name === 'RUNNING';

  reconcileNow = (): Promise<void> =>
    this.client.schedule
      .getHandle(reconcileScheduleId)
      .trigger(ScheduleOverlapPolicy.ALLOW_ALL)
      .catch(() => undefined); // the Schedule is being made again

  private async failing(person: Person, type: string): Promise<string | undefined> {
    const { raw } = await person.journey.describe();
    const found = raw.pendingActivities?.find(
      ({ activityType, lastFailure }) => activityType?.name === type && lastFailure,
    );
    return found?.activityId ?? undefined;
  }
}
