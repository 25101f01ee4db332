/**
 * The bare composite, a process of its own (started by `composite.ts` beside the product): per journey one workflow with the
 * same commands and empty activities, the same SQL by prepared statements, one pooled hand-over of the same bytes per mail, one
 * argon2 hash. Nothing in between: no HTTP, no validation, no templates, no logs.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { searchAttributes } from '@app/contracts';
import { hash } from '@node-rs/argon2';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createTransport } from 'nodemailer';
import { Pool } from 'pg';
import type { Registrant } from '../registrant.js';
import type { CompositeOrder, CompositeReply, CompositeSetup } from './composite.js';
import { bareFactsChanged, bareRegister } from './composite.workflow.js';
import { emptyActivities } from './empty-activities.js';
import { OwnValues, preparedJourney } from './sql-journey.js';

const setup = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as CompositeSetup;
const logger = new DefaultLogger('ERROR');
Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } });

const pool = new Pool({ connectionString: setup.databaseUrl, max: 20 });
const transport = createTransport({ url: setup.smtpUrl, pool: true, maxConnections: 5, maxMessages: Infinity });
const client = new Client({ connection: Connection.lazy({ address: setup.temporalAddress }) });
const sql = preparedJourney(setup.statements, setup.recorded);
/** As in `password-hasher.ts`. */
const argon2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const waiting = new Map<string, () => void>();
const activities = emptyActivities((id) => waiting.get(id)?.());

async function runSql(owner: Registrant): Promise<void> {
  const values = new OwnValues(setup.recorded, owner);
  for (const transaction of sql) {
    const connection = await pool.connect();
    try {
      for (const step of transaction) {
        const { rows } = await connection.query<(string | null)[]>({
          ...(step.values.length > 0 ? { name: step.name } : {}),
          ...{ text: step.text, values: step.values.map((value) => values.of(value)) },
          ...{ rowMode: 'array', types: { getTypeParser: () => String } },
        });
        values.learn(step.rows, rows);
      }
    } finally {
      connection.release();
    }
  }
}

async function hand(mail: 'creation' | 'welcome', to: string): Promise<void> {
  const raw = Buffer.from(setup.mails[mail], 'base64');
  await transport.sendMail({ envelope: { from: 'bounce@parcours.example', to }, raw });
}

async function journey(owner: Registrant): Promise<string> {
  const id = randomUUID();
  const ended = new Promise<void>((resolve) => waiting.set(id, resolve));
  await client.workflow.executeUpdateWithStart(bareRegister, {
    updateId: id,
    startWorkflowOperation: new WithStartWorkflowOperation('bareRegistration', {
      ...{ workflowId: `bare:${id}`, taskQueue: 'bare-journeys', args: [id], workflowTaskTimeout: '5s' },
      ...{ workflowIdConflictPolicy: 'USE_EXISTING', staticSummary: `Inscription ${id.slice(0, 13)}` },
      typedSearchAttributes: [
        { key: searchAttributes.journey, value: 'bareRegistration' },
        { key: searchAttributes.stage, value: 'checking' },
        { key: searchAttributes.siret, value: owner.siret },
        { key: searchAttributes.caseNumber, value: id.slice(0, 13) },
      ],
    }),
  });
  await runSql(owner);
  await hand('creation', owner.email);
  await hash(owner.password, argon2);
  await client.workflow.getHandle(`bare:${id}`).signal(bareFactsChanged);
  await hand('welcome', owner.email);
  await ended;
  waiting.delete(id);
  return id;
}

const connection = await NativeConnection.connect({ address: setup.temporalAddress });
const workflowsPath = fileURLToPath(new URL('composite.workflow.js', import.meta.url));
const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
const workers = await Promise.all([
  Worker.create({
    ...{ connection, taskQueue: 'bare-journeys', workflowBundle, activities },
    stickyQueueScheduleToStartTimeout: '2s',
  }),
  Worker.create({ connection, taskQueue: 'bare-mail', activities, maxConcurrentActivityTaskExecutions: 10 }),
]);
const running = Promise.all(workers.map((worker) => worker.run()));
const tell = (reply: CompositeReply) => process.send?.(reply);

process.on('message', ({ order, owner }: CompositeOrder) => {
  journey(owner).then(
    (id) => tell({ order, id }),
    (error: Error) => tell({ order, error: error.message }),
  );
});
process.once('SIGTERM', () => {
  for (const worker of workers) worker.shutdown();
  void running.then(() => process.exit(0));
});
tell({ order: 0 });
