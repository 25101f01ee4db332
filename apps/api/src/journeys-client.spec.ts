import { jest } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { PinoLogger } from 'nestjs-pino';
import { JourneysClient } from './journeys-client.js';

test('R47: with Temporal away whoever registers is not kept waiting, and a lost signal is the relay’s', async () => {
  const debug = jest.fn();
  const away = { temporalAddress: '127.0.0.1:1', temporalNamespace: 'default' };
  const journeys = new JourneysClient(
    away,
    { em: { fork: () => ({}) } } as unknown as MikroORM,
    { debug } as unknown as PinoLogger,
  );
  const from = Date.now();
  const registration = {
    id: '00000000-0000-0000-0000-000000000000',
    caseNumber: 'PRC-0000-0000',
    siret: '9',
    correlationId: 'c',
  };
  await expect(journeys.register(registration, 400)).rejects.toThrow();
  expect(Date.now() - from).toBeLessThan(1_000);
  expect(await journeys.state(200)).toEqual({ temporal: 'away' });
  journeys.signalInBackground({ caseNumber: 'PRC-0000-0000', noticeId: '1' });
  await journeys.onApplicationShutdown();
});
