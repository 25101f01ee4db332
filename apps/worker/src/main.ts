import { directoryMistakes } from '@app/partners';
import { refuseMistakes, settingsOrExit, workerSettings } from '@app/settings';
import { NestFactory } from '@nestjs/core';
import { Runtime } from '@temporalio/worker';
import { nestLogger, processLogger, temporalLogger } from './logger.js';
import { WorkerModule } from './worker.module.js';

const settings = settingsOrExit((env) => refuseMistakes(workerSettings(env), directoryMistakes));
const logger = processLogger(settings.logLevel);
// Before any other Temporal object. The signals are this file's alone: two owners would shut down twice.
Runtime.install({
  shutdownSignals: [],
  logger: temporalLogger(logger),
  telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
});

const app = await NestFactory.create(WorkerModule.with(settings, logger), { logger: nestLogger(logger) });
const stopped = new Promise<void>((stop) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
});
await app.listen(settings.workerHealthPort, '127.0.0.1');
logger.info('worker is listening');

await stopped;
await app.close();
process.exit(0);
