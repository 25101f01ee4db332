import { Controller, Get, Res } from '@nestjs/common';
import { Readiness } from '@app/contracts/http';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { send } from '../answer.js';
import { HealthService } from './health.service.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @ApiOkResponse({ description: 'The process answers.' })
  live() {
    return {};
  }

  @Get('ready')
  @ApiOkResponse({ standardSchema: Readiness })
  @ApiResponse({ status: 503, standardSchema: Readiness, description: 'Says what is away.' })
  ready(@Res({ passthrough: true }) response: Response) {
    return send(response, this.health.readiness());
  }
}
