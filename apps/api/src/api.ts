import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ApiSettings } from '@app/settings';
import { SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { guardTheEdge } from './edge.js';
import { createLogger } from './logging.js';
import { describeApi } from './openapi.js';

/** The API, ready to listen. */
export async function createApi(settings: ApiSettings): Promise<NestExpressApplication> {
  const logger = createLogger(settings.logLevel);
  const options = { bodyParser: false, bufferLogs: true };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, logger), options);
  app.useLogger(app.get(Logger));
  guardTheEdge(app, settings, logger);
  SwaggerModule.setup('docs', app, describeApi(app));
  return app;
}
