import { join } from 'node:path';
import pg from 'pg';
import { loadContracts, writeDirectory } from '../../faults/fictitious-establishments.js';
import { startLocal } from '../../local/start-local.js';
import { StoppablePieces } from '../../local/stoppable-pieces.js';
import { registrant } from '../registrant.js';
import { RelaySink } from '../relay-sink.js';
import { SqlRecorder } from '../sql-recorder.js';
import { explainedRun, type ExplainedRun, explainItself } from './explain-itself.js';
import { grownAndSmall, growTables } from './grown-tables.js';
import { liveThrough } from './lives.js';
import type { Sizes } from './whole-reads.js';

export interface LivedPlans extends Sizes {
  runs: ExplainedRun[];
  /** What the worker told operators at the end. */
  metrics: string;
}

/** With our migrations and nothing in it. */
export interface EmptyDatabase {
  /** As the processes' role, as the owner, and as the superuser. */
  databaseUrl: string;
  ownerUrl: string;
  adminUrl: string;
}

/**
 * Every statement that api, worker and journeys ran while a few persons lived through all of the product, with the plan that
 * PostgreSQL had for it, on tables of `rows` rows each. `folder`: fresh. Needs a build.
 */
export async function livedPlans(
  { databaseUrl: appUrl, ownerUrl, adminUrl }: EmptyDatabase,
  rows: number,
  folder: string,
  say: (line: string) => void,
): Promise<LivedPlans> {
  const pieces = new StoppablePieces();
  try {
    await growTables(adminUrl, rows, say);
    const sizes = await grownAndSmall(adminUrl, rows);
    await explainItself(adminUrl, 'parcours_app');

    const [relay, recorder] = [new RelaySink(), new SqlRecorder()];
    const smtpUrl = await relay.start();
    await pieces.add(() => relay.stop());
    const databaseUrl = await recorder.start(appUrl);
    await pieces.add(() => recorder.stop());
    const people = [registrant(0), registrant(1), registrant(2), registrant(3)] as const;
    await loadContracts(ownerUrl, people);
    const directoryFile = join(folder, 'establishments.json');
    writeDirectory(directoryFile, people);

    say('The product …');
    const { PATH = '', HOME = '', TEMPORAL_CLI_PATH = '' } = process.env;
    const product = await startLocal({
      env: {
        ...{ PATH, HOME, TEMPORAL_CLI_PATH, SMTP_URL: smtpUrl, DIRECTORY_FILE: directoryFile },
        DIRECTORIES: 'recherche-entreprises', // whose answers are remembered
        ...{ DATABASE_URL: databaseUrl, MIGRATIONS_DATABASE_URL: ownerUrl },
      },
      ...{ dataDir: join(folder, 'services'), ports: 'free', apps: ['api', 'worker'] },
    });
    await pieces.add(() => product.stop());
    const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 });
    await pieces.add(() => owner.end());

    say('A few lives …');
    await liveThrough({
      ...{ apiUrl: product.addresses.api, temporalAddress: product.env.TEMPORAL_ADDRESS, relay, people },
      sql: (text, ...values) => owner.query(text, values),
    });
    const metrics = await fetch(`http://127.0.0.1:${product.env.WORKER_HEALTH_PORT}/metrics`).then((said) =>
      said.text(),
    );
    const runs = recorder.notices.flatMap((notice) => explainedRun(notice) ?? []);
    return { runs, metrics, ...sizes };
  } finally {
    await pieces.stop();
  }
}
