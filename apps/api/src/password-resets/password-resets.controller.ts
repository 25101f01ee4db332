import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Accepted, PasswordResetRequest } from '@app/contracts/http';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses } from '../documented-problems.js';
import { PasswordResetsService } from './password-resets.service.js';

@ApiTags('passwords')
@Controller('v1/password-resets')
export class PasswordResetsController {
  constructor(private readonly resets: PasswordResetsService) {}

  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: Accepted, description: 'The same for every identifier.' })
  @Refuses()
  askForReset(
    @Body({ schema: PasswordResetRequest }) { identifier }: z.infer<typeof PasswordResetRequest>,
    @AskedBy() caller: Caller,
  ) {
    return this.resets.ask(identifier, caller);
  }
}
