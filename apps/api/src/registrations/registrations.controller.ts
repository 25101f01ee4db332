import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, Sse, SseSignal } from '@nestjs/common';
import {
  EmailCorrection,
  EmailCorrectionReceipt,
  NoContent,
  RegistrationReceipt,
  RegistrationRequest,
  RegistrationView,
  ResendReceipt,
} from '@app/contracts/http';
import { ApiAcceptedResponse, ApiBody, ApiCreatedResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { send } from '../answer.js';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses, RefusesReading, Repeatable } from '../documented-problems.js';
import { IdempotencyKey } from '../idempotency.js';
import { EmailCorrectionService } from './email-correction.service.js';
import { RegistrationEvents } from './registration-events.service.js';
import { RegistrationsService } from './registrations.service.js';
import { ResendService } from './resend.service.js';

const id = '$response.body#/id';
/** For a program that reads the document: which operations take what the receipt holds. */
const whatFollows = {
  followRegistration: { operationId: 'followRegistration', parameters: { id } },
  resendMail: { operationId: 'resendMail', parameters: { id } },
  correctEmail: {
    operationId: 'correctEmail',
    parameters: { id },
    requestBody: { ownerKey: '$response.body#/ownerKey', email: '$request.body#/applicant/email' },
  },
};
const seenWords = 'The `updatedAt` that the caller knows: when the case is newer, the stream begins with that news.';
const eventsWords =
  'A message `changed`, which says nothing more, each time `GET /v1/registrations/{id}` may answer something else. A comment each 15 s; ends after 30 minutes.';

@ApiTags('registrations')
@Controller('v1/registrations')
export class RegistrationsController {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly resends: ResendService,
    private readonly corrections: EmailCorrectionService,
    private readonly events: RegistrationEvents,
  ) {}

  @Post()
  @Repeatable()
  @ApiCreatedResponse({ standardSchema: RegistrationReceipt, links: whatFollows })
  @ApiAcceptedResponse({
    standardSchema: RegistrationReceipt,
    description: '`checking`: follow the case by its `id`.',
    links: whatFollows,
  })
  @Refuses(
    ...(['siret-invalid', 'contract-unknown', 'establishment-registered', 'registration-in-progress'] as const),
    ...([
      'establishment-unknown',
      'establishment-closed',
      'establishment-not-eligible',
      'idempotency-key-reused',
    ] as const),
  )
  register(
    @Body({ schema: RegistrationRequest }) body: z.infer<typeof RegistrationRequest>,
    @IdempotencyKey() key: string | undefined,
    @AskedBy() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ) {
    return send(response, this.registrations.register(body, key, caller));
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: RegistrationView })
  @RefusesReading('registration-unknown')
  followRegistration(@Param('id') id: string) {
    return this.registrations.follow(id);
  }

  @Sse(':id/events')
  @ApiQuery({ name: 'seen', required: false, schema: { type: 'string', maxLength: 64 }, description: seenWords })
  @ApiOkResponse({ description: eventsWords, content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @RefusesReading('registration-unknown', 'too-many-requests')
  registrationEvents(
    @Param('id') id: string,
    @Query('seen') seen: unknown,
    @AskedBy() caller: Caller,
    @SseSignal() left: AbortSignal,
  ) {
    return this.events.follow(id, typeof seen === 'string' ? seen : undefined, caller, left);
  }

  @Post(':id/resend')
  @HttpCode(202)
  @Repeatable()
  @ApiBody({ required: false, schema: { type: 'object', additionalProperties: false } })
  @ApiAcceptedResponse({ standardSchema: ResendReceipt })
  @Refuses(
    ...(['registration-unknown', 'nothing-to-resend', 'registration-blocked', 'resend-too-soon'] as const),
    'idempotency-key-reused',
  )
  resendMail(
    @Param('id') id: string,
    @Body({ schema: NoContent }) _body: undefined,
    @IdempotencyKey() key: string | undefined,
    @AskedBy() caller: Caller,
  ) {
    return this.resends.resend(id, key, caller);
  }

  @Post(':id/email')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: EmailCorrectionReceipt })
  @Refuses('registration-unknown', 'owner-key-refused', 'nothing-to-resend')
  correctEmail(
    @Param('id') id: string,
    @Body({ schema: EmailCorrection }) body: z.infer<typeof EmailCorrection>,
    @AskedBy() caller: Caller,
  ) {
    return this.corrections.correct(id, body, caller);
  }
}
