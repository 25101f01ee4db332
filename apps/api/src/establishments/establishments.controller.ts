import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { EstablishmentCheck, EstablishmentSituation } from '@app/contracts/http';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses } from '../documented-problems.js';
import { EstablishmentCheckService } from './establishment-check.service.js';

@ApiTags('establishments')
@Controller('v1/establishments')
export class EstablishmentsController {
  constructor(private readonly checks: EstablishmentCheckService) {}

  @Post('check')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: EstablishmentSituation })
  @Refuses('siret-invalid')
  checkEstablishment(
    @Body({ schema: EstablishmentCheck }) body: z.infer<typeof EstablishmentCheck>,
    @AskedBy() caller: Caller,
  ) {
    return this.checks.check(body, caller);
  }
}
