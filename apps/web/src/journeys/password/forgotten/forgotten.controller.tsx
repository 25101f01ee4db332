import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { parseIdentifier } from '@app/domain';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { askForReset } from '../../../api/generated/parcours.js';
import { cookieFor, cookieOf } from '../../../cookies.js';
import { seeOther, showPage } from '../../../page.js';
import { SETTINGS } from '../../../settings.provider.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { Trouble } from '../../../ui/trouble.js';
import { ForgottenPage } from './forgotten-page.js';
import { SentPage } from './sent-page.js';
import { texts } from './texts.fr.js';

/** So that asking again is one button; for these pages only. */
const name = 'identifiant-saisi';
const anHour = 60 * 60 * 1000;
const identifierOf = (request: Request): string | undefined => parseIdentifier(cookieOf(request, name) ?? '');

/** F7, F8: whoever asks learns nothing of whether anybody holds the identifiant (R32). */
@Controller(addresses.forgottenPassword)
export class ForgottenController {
  constructor(
    private readonly api: Api,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  @Get()
  ask(@Req() request: Request, @Res() response: Response): void {
    showPage(response, <ForgottenPage identifier={identifierOf(request)} />);
  }

  @Post()
  async send(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const identifier = typed(form, 'identifiant');
    const parsed = parseIdentifier(identifier);
    if (!parsed) {
      const sentence = identifier.trim() === '' ? texts.identifierMissing : texts.identifierShape;
      return showPage(response, <ForgottenPage {...{ identifier, errors: { identifiant: [sentence] } }} />, 422);
    }
    const answer = await askForReset({ identifier: parsed }, this.api.askedBy(request));
    if (answer.status === 202) {
      response.cookie(name, parsed, cookieFor(request, addresses.forgottenPassword, anHour));
      return seeOther(response, addresses.resetSent);
    }
    const notice = <Trouble {...{ answer, words: texts }} />;
    showPage(response, <ForgottenPage {...{ identifier, notice }} />, answer.status);
  }

  @Get('messagerie')
  sent(@Req() request: Request, @Res() response: Response): void {
    const linkLifetime = this.settings.resetLinkLifetime.ms;
    showPage(response, <SentPage {...{ identifier: identifierOf(request), linkLifetime }} />);
  }
}
