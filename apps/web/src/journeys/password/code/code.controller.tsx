import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { createPassword } from '../../../api/generated/parcours.js';
import { passSessionOn } from '../../../api/session-cookie.js';
import { Drafts, forms, statusOf } from '../../../drafts.js';
import { showPage } from '../../../page.js';
import { SETTINGS } from '../../../settings.provider.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { answeredWith } from '../../../ui/trouble.js';
import { endedLinkPage } from '../link/ended-link-pages.js';
import type { LinkPurpose } from '../link/link-purpose.js';
import { refusalsIn } from '../../../ui/form-errors.js';
import { endingOf, troubleOf } from '../password-answer.js';
import { PasswordSet } from '../password-set.js';
import { texts } from '../texts.fr.js';
import { codeFormOf, isIdentifier, readCodeForm } from './code-form.js';
import { CodePage } from './code-page.js';

@Controller(addresses.code)
export class CodeController {
  constructor(
    private readonly api: Api,
    private readonly passwordSet: PasswordSet,
    private readonly drafts: Drafts,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.of(request, forms.code);
    const form = draft && codeFormOf(draft.typed);
    const ending = draft?.answer && endingOf(draft.answer);
    if (form && ending) {
      const { page, status } = endedLinkPage(ending, purposeOf(form.who));
      return showPage(response, page, status);
    }
    const notice = draft?.answer && troubleOf(draft.answer);
    const shown = { form, errors: draft?.errors, notice, minLength: this.settings.passwordMinLength };
    showPage(response, <CodePage {...shown} />, statusOf(draft));
  }

  @Post()
  async create(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = codeFormOf(sent);
    const read = readCodeForm(form, typed(sent, 'mot-de-passe'));
    if ('errors' in read) {
      return this.drafts.answer(request, response, forms.code, { sent, errors: read.errors });
    }
    const created = await createPassword(read.body, this.api.askedBy(request));
    if (created.status === 200) {
      passSessionOn(response, created);
      this.drafts.forget(request, response, forms.code);
      return this.passwordSet.tell(request, response, purposeOf(form.who), created.data);
    }
    const answer = answeredWith(created);
    if (answer.code === 'code-refused') {
      const errors = { code: [texts.code.codeRefused] };
      return this.drafts.answer(request, response, forms.code, { sent, errors });
    }
    if (created.status === 422) {
      const errors = { 'mot-de-passe': refusalsIn(created.data) };
      return this.drafts.answer(request, response, forms.code, { sent, errors });
    }
    return this.drafts.answer(request, response, forms.code, { sent, answer });
  }
}

/** A SIRET stands for a registration only; a person who gives an identifiant has known it before. */
const purposeOf = (who: string): LinkPurpose => (isIdentifier(who) ? 'reset' : 'creation');
