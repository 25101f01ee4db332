import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { LinkInspection, LinkView, PasswordReceipt, PasswordRequest } from '@app/contracts/http';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses } from '../documented-problems.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('passwords')
@Controller('v1')
export class PasswordsController {
  constructor(private readonly passwords: PasswordsService) {}

  @Post('password-links/inspect')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LinkView })
  @Refuses('link-unknown')
  inspectLink(@Body({ schema: LinkInspection }) { token }: z.infer<typeof LinkInspection>, @AskedBy() caller: Caller) {
    return this.passwords.inspect(token, caller);
  }

  @Post('passwords')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: PasswordReceipt })
  @Refuses(
    ...(['siret-invalid', 'link-unknown', 'link-expired', 'link-used', 'link-superseded'] as const),
    ...(['code-refused', 'password-refused', 'overloaded'] as const),
  )
  createPassword(@Body({ schema: PasswordRequest }) body: z.infer<typeof PasswordRequest>, @AskedBy() caller: Caller) {
    return this.passwords.create(body, caller);
  }
}
