import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { LinkInspection, LinkView, PasswordReceipt, PasswordRequest } from '@app/contracts/http';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses } from '../documented-problems.js';
import { DeviceCookies } from '../sessions/device-cookie.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('passwords')
@Controller('v1')
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly devices: DeviceCookies,
  ) {}

  @Post('password-links/inspect')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LinkView })
  @Refuses('link-unknown')
  inspectLink(@Body({ schema: LinkInspection }) { token }: z.infer<typeof LinkInspection>, @AskedBy() caller: Caller) {
    return this.passwords.inspect(token, caller);
  }

  @Post('passwords')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: PasswordReceipt, description: 'And the device cookie.' })
  @Refuses(
    ...(['siret-invalid', 'link-unknown', 'link-expired', 'link-used', 'link-superseded'] as const),
    ...(['code-refused', 'password-refused', 'overloaded'] as const),
  )
  async createPassword(
    @Body({ schema: PasswordRequest }) body: z.infer<typeof PasswordRequest>,
    @AskedBy() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.infer<typeof PasswordReceipt>> {
    const { receipt, credentials } = await this.passwords.create(body, caller);
    this.devices.give(response, credentials);
    return receipt;
  }
}
