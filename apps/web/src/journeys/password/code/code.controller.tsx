import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { createPassword } from '../../../api/generated/parcours.js';
import { seeOther, showPage } from '../../../page.js';
import { SETTINGS } from '../../../settings.provider.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { IdentifierReceipts } from '../identifier/identifier-receipts.js';
import { endedLinkPage } from '../link/ended-link-pages.js';
import { endingOf, refusalsIn, troubleOf } from '../password-answer.js';
import { texts } from '../texts.fr.js';
import { codeFormOf, readCodeForm } from './code-form.js';
import { CodePage } from './code-page.js';

@Controller(addresses.code)
export class CodeController {
  constructor(
    private readonly api: Api,
    private readonly receipts: IdentifierReceipts,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  @Get()
  ask(@Res() response: Response): void {
    this.show(response, {});
  }

  @Post()
  async create(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = codeFormOf(sent);
    const read = readCodeForm(form, typed(sent, 'mot-de-passe'));
    if ('errors' in read) return this.show(response, { form, errors: read.errors }, 422);
    const created = await createPassword(read.body, this.api.askedBy(request));
    // A SIRET stands for a registration only; whoever gives an identifiant has known it before, and needs not be told.
    const purpose = 'identifier' in read.body ? 'reset' : 'creation';
    if (created.status === 200) {
      if (purpose === 'reset') return seeOther(response, addresses.passwordChanged);
      this.receipts.keep(request, response, created.data);
      return seeOther(response, addresses.identifier);
    }
    const ending = endingOf(created);
    if (ending) {
      const { page, status } = endedLinkPage(ending, purpose);
      return showPage(response, page, status);
    }
    if (created.status === 404) return this.show(response, { form, errors: { code: [texts.code.codeRefused] } }, 422);
    if (created.status === 422) {
      return this.show(response, { form, errors: { 'mot-de-passe': refusalsIn(created.data) } }, 422);
    }
    this.show(response, { form, notice: troubleOf(created) }, created.status);
  }

  private show(response: Response, shown: Omit<Parameters<typeof CodePage>[0], 'minLength'>, status = 200): void {
    showPage(response, <CodePage {...shown} minLength={this.settings.passwordMinLength} />, status);
  }
}
