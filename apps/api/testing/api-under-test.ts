import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RegistrationAnswer } from '@app/contracts';
import type { RegistrationCase, TemporalState } from '@app/journeys';
import type { DirectoryAnswer } from '@app/partners';
import { type ApiSettings, apiSettings } from '@app/settings';
import pg from 'pg';
import supertest from 'supertest';
import { createTestDatabase } from '../../../tools/testing/test-postgres.js';
import { AppModule } from '../src/app.module.js';
import { guardTheEdge } from '../src/edge.js';
import { DIRECTORY } from '../src/establishments/directory.provider.js';
import { type FreshNotice, JourneysClient } from '../src/journeys-client.js';
import { createLogger } from '../src/logging.js';

export const internalToken = 'internal-token-of-the-tests-0123456789';
export const publicUrl = 'http://localhost:8080';

/** Stands where Temporal would: a test says what the journey answers. */
class FakeJourneys {
  readonly started: RegistrationCase[] = [];
  readonly signals: FreshNotice[] = [];
  readonly delivered: FreshNotice[] = [];
  journey: (registration: RegistrationCase, withinMs: number) => Promise<RegistrationAnswer> = () => {
    throw new Error('no journey was expected');
  };

  register(registration: RegistrationCase, withinMs: number): Promise<RegistrationAnswer> {
    this.started.push(registration);
    return this.journey(registration, withinMs);
  }
  markDelivered(notice: FreshNotice): void {
    this.delivered.push(notice);
  }
  signalInBackground(notice: FreshNotice): void {
    this.signals.push(notice);
  }
  state = (): Promise<TemporalState> => Promise.resolve({ temporal: 'up' });
}

class FakeDirectory {
  answer: DirectoryAnswer = { kind: 'unavailable', cause: 'no directory was expected' };
  keyTaken = true;
  find = (): Promise<DirectoryAnswer> => Promise.resolve(this.answer);
  keyIsTaken = (): boolean => this.keyTaken;
}

/** The real application on a real PostgreSQL of its own; journeys and directories alone are played. */
export async function startApi(environment: Record<string, string> = {}, answerWithinMs?: number) {
  const database = await createTestDatabase();
  const settings: ApiSettings = apiSettings({
    DATABASE_URL: database.databaseUrl,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    LINK_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    GUARD_KEYS: `g1:${Buffer.alloc(32, 8).toString('base64')}`,
    SESSION_SECRETS: 'session-secret-of-the-tests-0123456789',
    INTERNAL_TOKEN: internalToken,
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: 'info',
    ADDRESS_LIMITS: 'off',
    ...environment,
  });
  const lines: string[] = [];
  const logger = createLogger(settings.logLevel, { write: (line: string) => void lines.push(line) });
  const [journeys, directory] = [new FakeJourneys(), new FakeDirectory()];
  const module = await Test.createTestingModule({ imports: [AppModule.with(settings, logger)] })
    .overrideProvider(JourneysClient)
    .useValue(journeys)
    .overrideProvider(DIRECTORY)
    .useValue(directory)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  guardTheEdge(app, settings, logger, answerWithinMs);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  pool.on('error', () => {}); // a test may cut connections
  return {
    ...{ settings, journeys, directory, lines, port, url },
    server: app.getHttpServer() as Server,
    http: supertest(url),
    /** As the owner: a test may look everywhere. */
    sql: async <Row extends object = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]> =>
      (await pool.query<Row>(text, values)).rows,
    async cutDatabase() {
      await fromOutside(`alter database ${database.name} allow_connections false`);
      await fromOutside(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}'`);
    },
    cutConnectionsOf: (application: string) =>
      fromOutside(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = '${database.name}' and application_name = '${application}'`,
      ),
    mendDatabase: () => fromOutside(`alter database ${database.name} allow_connections true`),
    async close() {
      await app.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** What nobody can do to the database they stand in. */
async function fromOutside(statement: string): Promise<void> {
  const { adminUrl } = JSON.parse(process.env.PARCOURS_TEST_POSTGRES ?? '{}') as { adminUrl: string };
  const client = new pg.Client(adminUrl);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

export type ApiUnderTest = Awaited<ReturnType<typeof startApi>>;
