import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Response } from 'express';
import { showPage } from '../page.js';
import { SETTINGS } from '../settings.provider.js';
import { addresses } from '../ui/addresses.js';
import { CacheGuide, DisplayGuide, MailGuide, RegisterGuide } from './guide-pages.js';
import { HelpPage } from './help-page.js';

@Controller()
export class HelpController {
  constructor(@Inject(SETTINGS) private readonly settings: WebSettings) {}

  @Get(addresses.help)
  questions(@Res() response: Response): void {
    showPage(response, <HelpPage />);
  }

  @Get(addresses.helpRegister)
  register(@Res() response: Response): void {
    showPage(response, <RegisterGuide />);
  }

  @Get(addresses.helpMail)
  mail(@Res() response: Response): void {
    showPage(response, <MailGuide />);
  }

  @Get(addresses.helpDisplay)
  display(@Res() response: Response): void {
    showPage(response, <DisplayGuide domain={new URL(this.settings.publicUrl).hostname} />);
  }

  @Get(addresses.helpCache)
  cache(@Res() response: Response): void {
    showPage(response, <CacheGuide />);
  }
}
