import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../api/api.js';
import { changePassword, type CurrentSession, currentSession } from '../api/generated/parcours.js';
import { passSessionOn } from '../api/session-cookie.js';
import { UnavailablePage } from '../edge/error-pages.js';
import { seeOther, showPage } from '../page.js';
import { SETTINGS } from '../settings.provider.js';
import { ExpiredPage } from '../sign-in/expired-page.js';
import { signInFirst } from '../sign-in/next-page.js';
import { LockedNotice } from '../sign-in/sign-in-notices.js';
import { type SentForm, typed } from '../typed.js';
import { addresses } from '../ui/addresses.js';
import { hasErrors } from '../ui/form-errors.js';
import { Trouble } from '../ui/trouble.js';
import { accountWith } from './account-news.js';
import { ChangePasswordPage } from './change-password-page.js';
import { texts } from './texts.fr.js';

const { change: words } = texts;
type Shown = Omit<Parameters<typeof ChangePasswordPage>[0], 'minLength' | 'session'> & { status: number };

@Controller(addresses.changePassword)
export class ChangePasswordController {
  constructor(
    private readonly api: Api,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const session = await this.session(request, response);
    if (session) this.show(response, session, { status: 200 });
  }

  @Post()
  async change(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const session = await this.session(request, response);
    if (!session) return;
    const [currentPassword, newPassword] = [typed(form, 'actuel'), typed(form, 'nouveau')];
    const missing = {
      actuel: currentPassword === '' ? [words.currentMissing] : [],
      nouveau: newPassword === '' ? [words.nextMissing] : [],
    };
    if (hasErrors(missing)) return this.show(response, session, { errors: missing, status: 422 });
    const answer = await changePassword({ currentPassword, newPassword }, this.api.inSessionOf(request));
    if (answer.status === 204) {
      passSessionOn(response, answer);
      return seeOther(response, accountWith('modifie'));
    }
    const { identifier } = session.account;
    switch (answer.data.code) {
      case 'session-absent':
        return seeOther(response, signInFirst(addresses.changePassword));
      case 'account-expired':
        return showPage(response, <ExpiredPage identifier={identifier} />, 403);
      case 'identifier-locked':
        return this.show(response, session, { notice: <LockedNotice {...{ identifier }} />, status: 403 });
      case 'credentials-refused':
      case 'request-invalid': // longer than any password that could be right
        return this.show(response, session, { errors: { actuel: [words.currentRefused] }, status: 422 });
      case 'password-refused': {
        const reasons = answer.data.errors?.map(({ message }) => message) ?? [answer.data.title];
        return this.show(response, session, { errors: { nouveau: reasons }, status: 422 });
      }
      default:
        this.show(response, session, { notice: <Trouble {...{ answer, words }} />, status: answer.status });
    }
  }

  /** Undefined when the answer is on its way already: sign in first, or come back later. */
  private async session(request: Request, response: Response): Promise<CurrentSession | undefined> {
    const current = await currentSession(this.api.inSessionOf(request));
    if (current.status === 200) return current.data;
    if (current.status === 401) seeOther(response, signInFirst(addresses.changePassword));
    else showPage(response, <UnavailablePage />, 503);
    return undefined;
  }

  private show(response: Response, session: CurrentSession, { status, ...shown }: Shown): void {
    const minLength = this.settings.passwordMinLength;
    showPage(response, <ChangePasswordPage {...{ session, minLength, ...shown }} />, status);
  }
}
