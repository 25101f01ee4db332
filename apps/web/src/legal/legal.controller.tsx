import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { showPage } from '../page.js';
import { addresses } from '../ui/addresses.js';
import { LegalPage } from './legal-page.js';
import { texts } from './texts.fr.js';

@Controller()
export class LegalController {
  @Get(addresses.accessibility)
  accessibility(@Res() response: Response): void {
    showPage(response, <LegalPage {...texts.accessibility} />);
  }

  @Get(addresses.privacy)
  privacy(@Res() response: Response): void {
    showPage(response, <LegalPage {...texts.privacy} />);
  }

  @Get(addresses.terms)
  terms(@Res() response: Response): void {
    showPage(response, <LegalPage {...texts.terms} />);
  }
}
