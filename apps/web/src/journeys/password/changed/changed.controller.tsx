import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { showPage } from '../../../page.js';
import { addresses } from '../../../ui/addresses.js';
import { ChangedPage } from './changed-page.js';

@Controller(addresses.passwordChanged)
export class ChangedController {
  @Get()
  show(@Res() response: Response): void {
    showPage(response, <ChangedPage />);
  }
}
