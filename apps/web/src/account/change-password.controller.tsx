import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import type { ReactNode } from 'react';
import { Api } from '../api/api.js';
import { changePassword, type CurrentSession } from '../api/generated/parcours.js';
import { passSessionOn } from '../api/session-cookie.js';
import { sessionNow } from '../api/session-now.js';
import { Drafts, forms, statusOf } from '../drafts.js';
import { UnavailablePage } from '../edge/error-pages.js';
import { seeOther, showPage } from '../page.js';
import { SETTINGS } from '../settings.provider.js';
import { ExpiredPage } from '../sign-in/expired-page.js';
import { signInFirst } from '../sign-in/next-page.js';
import { LockedNotice } from '../sign-in/sign-in-notices.js';
import { type SentForm, typed } from '../typed.js';
import { addresses } from '../ui/addresses.js';
import { hasErrors, refusalsIn } from '../ui/form-errors.js';
import { type Answered, answeredWith, Trouble } from '../ui/trouble.js';
import { ChangePasswordPage } from './change-password-page.js';
import { texts } from './texts.fr.js';

const { change: words } = texts;

@Controller(addresses.changePassword)
export class ChangePasswordController {
  constructor(
    private readonly api: Api,
    private readonly drafts: Drafts,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const session = await this.session(request, response);
    if (!session) return;
    const draft = await this.drafts.of(request, forms.changePassword);
    const { identifier } = session.account;
    if (draft?.answer?.code === 'account-expired') {
      return showPage(response, <ExpiredPage identifier={identifier} />, 403);
    }
    const notice = draft?.answer && noticeFor(draft.answer, identifier);
    const shown = { session, errors: draft?.errors, notice, minLength: this.settings.passwordMinLength };
    showPage(response, <ChangePasswordPage {...shown} />, statusOf(draft));
  }

  @Post()
  async change(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [currentPassword, newPassword] = [typed(form, 'actuel'), typed(form, 'nouveau')];
    const missing = {
      actuel: currentPassword === '' ? [words.currentMissing] : [],
      nouveau: newPassword === '' ? [words.nextMissing] : [],
    };
    const place = forms.changePassword;
    if (hasErrors(missing)) return this.drafts.answer(request, response, place, { errors: missing });
    const told = await changePassword({ currentPassword, newPassword }, this.api.inSessionOf(request));
    if (told.status === 204) {
      passSessionOn(response, told);
      this.drafts.forget(request, response, place);
      return this.drafts.answer(request, response, forms.account, { news: 'modifie' });
    }
    switch (told.data.code) {
      case 'session-absent':
        return seeOther(response, signInFirst(addresses.changePassword));
      case 'credentials-refused':
      case 'request-invalid': // longer than any password that could be right
        return this.drafts.answer(request, response, place, { errors: { actuel: [words.currentRefused] } });
      case 'password-refused': {
        const reasons = refusalsIn(told.data);
        return this.drafts.answer(request, response, place, { errors: { nouveau: reasons } });
      }
      default: {
        const { status, ...answer } = answeredWith(told);
        const shown = { ...answer, status: answer.code === 'identifier-locked' ? 403 : status };
        return this.drafts.answer(request, response, place, { answer: shown });
      }
    }
  }

  /** Undefined when the answer is on its way already: sign in first, or come back later. */
  private async session(request: Request, response: Response): Promise<CurrentSession | undefined> {
    const current = await sessionNow(request, response, this.api);
    if (current.status === 200) return current.data;
    if (current.status === 401) seeOther(response, signInFirst(addresses.changePassword));
    else showPage(response, <UnavailablePage />, 503);
    return undefined;
  }
}

const noticeFor = (answer: Answered, identifier: string): ReactNode =>
  answer.code === 'identifier-locked' ? <LockedNotice {...{ identifier }} /> : <Trouble {...{ answer, words }} />;
