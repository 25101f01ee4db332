import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Response } from 'express';
import { showPage } from '../page.js';
import { SETTINGS } from '../settings.provider.js';
import { addresses } from '../ui/addresses.js';
import { HomePage } from './home-page.js';

@Controller(addresses.home)
export class HomeController {
  constructor(@Inject(SETTINGS) private readonly settings: WebSettings) {}

  @Get()
  home(@Res() response: Response): void {
    showPage(response, <HomePage creationLinkLifetime={this.settings.creationLinkLifetime.ms} />);
  }
}
