import { Inject, Injectable } from '@nestjs/common';
import { addressOrUnknown } from '@app/edge';
import type { WebSettings } from '@app/settings';
import type { Request } from 'express';
import { SETTINGS } from '../settings.provider.js';
import type { ApiCall } from './call-api.js';
import { sessionOf } from './session-cookie.js';

type CallFor = ApiCall & { headers: Record<string, string> };

/** For whom web asks the API: the address it saw, which the API believes by `INTERNAL_TOKEN` only. */
@Injectable()
export class Api {
  constructor(@Inject(SETTINGS) private readonly settings: WebSettings) {}

  askedBy(request: Request, more: Record<string, string> = {}): CallFor {
    return {
      apiUrl: this.settings.apiUrl,
      headers: {
        'X-Internal-Token': this.settings.internalToken[0],
        'X-Forwarded-For': addressOrUnknown(request.ip ?? ''),
        'X-Correlation-Id': String(request.id),
        ...more,
      },
    };
  }

  /** The same in the name of the browser: of its cookies, the API's own (session and device) and no other. */
  inSessionOf(request: Request): CallFor {
    const session = sessionOf(request);
    return this.askedBy(request, session ? { Cookie: session } : {});
  }
}
