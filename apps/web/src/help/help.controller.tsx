import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Response } from 'express';
import { showPage } from '../page.js';
import { SETTINGS } from '../settings.provider.js';
import { addresses } from '../ui/addresses.js';
import {
  CacheGuide,
  DisplayGuide,
  ExpiredGuide,
  IdentifierGuide,
  LinksGuide,
  MailGuide,
  PasswordGuide,
  RegisterGuide,
} from './guide-pages.js';
import { HelpPage } from './help-page.js';
import { ItSheetPage } from './it-sheet-page.js';

@Controller()
export class HelpController {
  constructor(@Inject(SETTINGS) private readonly settings: WebSettings) {}

  @Get(addresses.help)
  questions(@Query('q') sought: unknown, @Res() response: Response): void {
    showPage(response, <HelpPage sought={typeof sought === 'string' ? sought.trim().slice(0, 100) : ''} />);
  }

  @Get(addresses.helpRegister)
  register(@Res() response: Response): void {
    showPage(response, <RegisterGuide />);
  }

  @Get(addresses.helpIdentifier)
  identifier(@Res() response: Response): void {
    showPage(response, <IdentifierGuide />);
  }

  @Get(addresses.helpPassword)
  password(@Res() response: Response): void {
    showPage(response, <PasswordGuide />);
  }

  @Get(addresses.helpExpired)
  expired(@Res() response: Response): void {
    showPage(response, <ExpiredGuide />);
  }

  @Get(addresses.helpLinks)
  links(@Res() response: Response): void {
    showPage(response, <LinksGuide domain={this.domain} />);
  }

  @Get(addresses.helpMail)
  mail(@Res() response: Response): void {
    showPage(response, <MailGuide />);
  }

  @Get(addresses.helpDisplay)
  display(@Res() response: Response): void {
    showPage(response, <DisplayGuide domain={this.domain} />);
  }

  @Get(addresses.helpCache)
  cache(@Res() response: Response): void {
    showPage(response, <CacheGuide />);
  }

  @Get(addresses.helpSheet)
  sheet(@Res() response: Response): void {
    const { publicUrl, mailFrom } = this.settings;
    showPage(response, <ItSheetPage {...{ origin: new URL(publicUrl).origin, mailFrom }} />);
  }

  private get domain(): string {
    return new URL(this.settings.publicUrl).hostname;
  }
}
