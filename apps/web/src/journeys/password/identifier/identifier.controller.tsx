import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { showPage } from '../../../page.js';
import { addresses } from '../../../ui/addresses.js';
import { IdentifierGonePage, IdentifierPage } from './identifier-page.js';
import { IdentifierReceipts } from './identifier-receipts.js';

@Controller(addresses.identifier)
export class IdentifierController {
  constructor(private readonly receipts: IdentifierReceipts) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const receipt = await this.receipts.of(request);
    showPage(response, receipt ? <IdentifierPage {...receipt} /> : <IdentifierGonePage />);
  }
}
