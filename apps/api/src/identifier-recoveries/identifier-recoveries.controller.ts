import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IdentifierRecovery, RecoveredIdentifier } from '@app/contracts/http';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses } from '../documented-problems.js';
import { IdentifierRecoveriesService } from './identifier-recoveries.service.js';

@ApiTags('accounts')
@Controller('v1/identifier-recoveries')
export class IdentifierRecoveriesController {
  constructor(private readonly recoveries: IdentifierRecoveriesService) {}

  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RecoveredIdentifier })
  @Refuses('siret-invalid', 'no-match')
  recoverIdentifier(
    @Body({ schema: IdentifierRecovery }) body: z.infer<typeof IdentifierRecovery>,
    @AskedBy() caller: Caller,
  ) {
    return this.recoveries.recover(body, caller);
  }
}
