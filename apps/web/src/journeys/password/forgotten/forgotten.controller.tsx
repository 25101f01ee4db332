import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { parseIdentifier } from '@app/domain';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { askForReset } from '../../../api/generated/parcours.js';
import { Drafts, forms, statusOf } from '../../../drafts.js';
import { seeOther, showPage } from '../../../page.js';
import { SETTINGS } from '../../../settings.provider.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { identifierSentences } from '../../../ui/identifier-field.js';
import { answeredWith, Trouble } from '../../../ui/trouble.js';
import { ForgottenPage } from './forgotten-page.js';
import { SentPage } from './sent-page.js';
import { texts } from './texts.fr.js';

/** F7, F8: the answers never show whether an account holds the identifiant (R32). */
@Controller(addresses.forgottenPassword)
export class ForgottenController {
  constructor(
    private readonly api: Api,
    private readonly drafts: Drafts,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.of(request, forms.forgotten);
    const notice = draft?.answer && <Trouble {...{ answer: draft.answer, words: texts }} />;
    const shown = { identifier: draft?.typed.identifiant, errors: draft?.errors, notice };
    showPage(response, <ForgottenPage {...shown} />, statusOf(draft));
  }

  @Post()
  async send(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const identifier = typed(sent, 'identifiant');
    const parsed = parseIdentifier(identifier);
    if (!parsed) {
      const errors = { identifiant: identifierSentences(identifier) };
      return this.drafts.answer(request, response, forms.forgotten, { sent, errors });
    }
    const told = await askForReset({ identifier: parsed }, this.api.askedBy(request));
    if (told.status === 202) {
      const asked = { sent: { identifiant: parsed }, news: 'envoye', to: addresses.resetSent };
      return this.drafts.answer(request, response, forms.forgotten, asked);
    }
    return this.drafts.answer(request, response, forms.forgotten, { sent, answer: answeredWith(told) });
  }

  /** Only for the browser that has just asked: elsewhere nothing was sent that this page could tell of. */
  @Get('messagerie')
  async sent(@Req() request: Request, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.of(request, forms.forgotten);
    if (!draft?.news) return seeOther(response, addresses.forgottenPassword);
    const linkLifetime = this.settings.resetLinkLifetime.ms;
    showPage(response, <SentPage {...{ identifier: draft.typed.identifiant ?? '', linkLifetime }} />);
  }
}
