import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Accepted, RenewalRequest } from '@app/contracts/http';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses } from '../documented-problems.js';
import { RenewalRequestsService } from './renewal-requests.service.js';

@ApiTags('accounts')
@Controller('v1/renewal-requests')
export class RenewalRequestsController {
  constructor(private readonly renewals: RenewalRequestsService) {}

  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: Accepted, description: 'The same whether or not anybody is written to.' })
  @Refuses('siret-invalid', 'contract-unknown')
  askForRenewal(@Body({ schema: RenewalRequest }) body: z.infer<typeof RenewalRequest>, @AskedBy() caller: Caller) {
    return this.renewals.ask(body, caller);
  }
}
