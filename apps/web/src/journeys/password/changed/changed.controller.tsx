import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { showPage } from '../../../page.js';
import { addresses } from '../../../ui/addresses.js';
import { PasswordSet } from '../password-set.js';
import { ChangedPage, NothingChangedPage } from './changed-page.js';

@Controller(addresses.passwordChanged)
export class ChangedController {
  constructor(private readonly passwordSet: PasswordSet) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const hasChanged = await this.passwordSet.hasChanged(request);
    showPage(response, hasChanged ? <ChangedPage /> : <NothingChangedPage />);
  }
}
