import type { MailSending } from '@app/activities';
import { journeysQueue, mailQueue } from '@app/contracts';
import { missingInTemporal, setUpCommand, setUpSchedules } from '@app/journeys';
import type { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';

const workflowBundle = { codePath: fileURLToPath(new URL('../../../workflow-bundle.js', import.meta.url)) };
const tryAgainMs = 2_000;
/** A store that was lost while we were connected has lost its schedule too. */
const scheduleAgainMs = 60_000;

export interface Work extends MailSending {
  journeys: object;
  interceptors: WorkerOptions['interceptors'];
  client: Client;
  logger: Logger;
}

/** Polls both queues for as long as the process lives; Temporal away, at start or later, makes it wait and say so. */
export class TemporalWorker {
  private readonly running = new Set<Worker>();
  private stopping = false;
  private saidMissing = '';
  private done?: Promise<void>;

  constructor(private readonly work: Work) {}

  start(): void {
    this.done = this.untilStopped();
  }

  get isPolling(): boolean {
    return [...this.running].some((worker) => worker.getState() === 'RUNNING');
  }

  /** In-flight activities finish; nothing new is taken. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.work.breaker.stop();
    this.shutDown();
    await this.done;
    await this.work.transport.close();
  }

  private async untilStopped(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.session();
      } catch (error) {
        this.work.logger.warn({ err: error }, 'Temporal is away: waiting');
        await pause(tryAgainMs);
      }
    }
  }

  private async session(): Promise<void> {
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ disableFile: true });
    const connection = await NativeConnection.connect(connectionOptions);
    const scheduling = setInterval(() => void setUpSchedules(this.work.client).catch(() => undefined), scheduleAgainMs);
    try {
      if (!(await this.isSetUp())) return await pause(tryAgainMs);
      const { journeys, mail, interceptors } = this.work;
      const shared = {
        connection,
        namespace,
        interceptors,
        shutdownGraceTime: '20s',
        shutdownForceTime: '28s',
      } as const;
      const journeysPolled = this.poll({
        ...shared,
        taskQueue: journeysQueue,
        workflowBundle,
        activities: journeys,
        // A journey that sleeps for days is 0.3 MB here; one that is woken is replayed from its few events in milliseconds.
        maxCachedWorkflows: 200,
        // A person's request right after a crash waits for this long, not for the default 10 s.
        stickyQueueScheduleToStartTimeout: '2s',
      });
      const ended = journeysPolled.catch(() => undefined);
      const mailOptions = {
        ...shared,
        taskQueue: mailQueue,
        activities: mail,
        maxConcurrentActivityTaskExecutions: 10,
      };
      const mailPolled = this.pollMail(mailOptions, ended);
      // One of them failed, or both were told to stop: the connection outlives neither.
      await Promise.all([journeysPolled, mailPolled]).finally(async () => {
        this.shutDown();
        await Promise.allSettled([journeysPolled, mailPolled]);
      });
    } finally {
      clearInterval(scheduling);
      await connection.close();
    }
  }

  /** No journey is taken by a Temporal that lacks what journeys need: they would fail at what is missing. Says once what that is. */
  private async isSetUp(): Promise<boolean> {
    const { client, logger } = this.work;
    const missing = await missingInTemporal(client);
    const onlySchedules = missing.every((name) => name.startsWith('Schedule '));
    if (missing.length > 0 && onlySchedules) await setUpSchedules(client);
    const said = onlySchedules ? '' : missing.join(', ');
    if (said && said !== this.saidMissing)
      logger.error({ missing, command: setUpCommand }, 'Temporal lacks what journeys need');
    this.saidMissing = said;
    return said === '';
  }

  /** While the relay is dead its queue is not polled: a thousand waiting messages cost nothing. */
  private async pollMail(options: WorkerOptions, journeysEnded: Promise<void>): Promise<void> {
    let isOver = false;
    void journeysEnded.then(() => (isOver = true));
    for (;;) {
      await Promise.race([this.work.breaker.whenClosed(), journeysEnded]);
      if (isOver || this.stopping) return;
      await this.poll(options, Promise.race([this.work.breaker.whenOpen(), journeysEnded]));
    }
  }

  private shutDown(): void {
    for (const worker of this.running) if (worker.getState() === 'RUNNING') worker.shutdown();
  }

  private async poll(options: WorkerOptions, untilShut?: Promise<void>): Promise<void> {
    const worker = await Worker.create(options);
    this.running.add(worker);
    const stop = () => void (worker.getState() === 'RUNNING' && worker.shutdown());
    void untilShut?.then(stop);
    try {
      const run = worker.run();
      if (this.stopping) stop();
      await run;
    } finally {
      this.running.delete(worker);
    }
  }
}
