import { pipeline } from 'node:stream/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Agent, request as ask } from 'undici';
import { Api } from '../../../api/api.js';
import { getRegistrationEventsUrl } from '../../../api/generated/parcours.js';

/** The API beats each 15 s: without two beats it is gone, and the browser asks again. */
const longestSilenceMs = 40_000;
const passedOn = ['content-type', 'cache-control', 'x-accel-buffering', 'retry-after'] as const;

/** The event stream of a case, from the API on to the browser: one for one, byte for byte. */
@Injectable()
export class CaseEvents implements BeforeApplicationShutdown {
  private readonly streams = new Agent({ headersTimeout: 9_000, bodyTimeout: longestSilenceMs });
  private readonly over = new AbortController();

  constructor(private readonly api: Api) {}

  async passOn(id: string, seen: unknown, request: Request, response: Response): Promise<void> {
    const { apiUrl = '', headers } = this.api.askedBy(request);
    const url = apiUrl + getRegistrationEventsUrl(id, typeof seen === 'string' ? { seen } : {});
    const left = new AbortController();
    response.once('close', () => left.abort());
    const signal = AbortSignal.any([left.signal, this.over.signal]);
    const told = await ask(url, { headers, dispatcher: this.streams, signal }).catch(() => undefined);
    if (response.headersSent) return void told?.body.destroy();
    response.status(told?.statusCode ?? 503);
    for (const name of passedOn) {
      const value = told?.headers[name];
      if (value !== undefined) response.setHeader(name, value);
    }
    if (told?.statusCode !== 200) {
      await told?.body.dump();
      return void response.end();
    }
    response.flushHeaders();
    // The browser left, the API ended it, or this process stops: the browser knows what to do.
    await pipeline(told.body, response).catch(() => response.end());
  }

  /** `app.close()` would wait for open streams. */
  async beforeApplicationShutdown(): Promise<void> {
    this.over.abort();
    await this.streams.destroy();
  }
}
