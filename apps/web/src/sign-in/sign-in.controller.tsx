import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Api } from '../api/api.js';
import { currentSession, signIn } from '../api/generated/parcours.js';
import { passSessionOn, sessionOf } from '../api/session-cookie.js';
import { seeOther, showPage } from '../page.js';
import { type SentForm, typed } from '../typed.js';
import { addresses } from '../ui/addresses.js';
import { hasErrors } from '../ui/form-errors.js';
import { Trouble } from '../ui/trouble.js';
import { ExpiredPage } from './expired-page.js';
import { nextPage } from './next-page.js';
import { ContinueNotice, RefusedNotice, SignedOutNotice } from './sign-in-notices.js';
import { SignInPage } from './sign-in-page.js';
import { texts } from './texts.fr.js';

@Controller(addresses.signIn)
export class SignInController {
  constructor(private readonly api: Api) {}

  /** Whoever is signed in already goes on. */
  @Get()
  async ask(
    @Query() { suite, deconnecte }: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const next = nextPage(suite);
    if (sessionOf(request) && (await currentSession(this.api.inSessionOf(request))).status === 200) {
      return seeOther(response, next);
    }
    const notice = deconnecte === '1' ? <SignedOutNotice /> : suite !== undefined && <ContinueNotice />;
    showPage(response, <SignInPage {...{ next, notice }} />);
  }

  @Post()
  async signIn(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [identifier, password] = [typed(form, 'identifiant'), typed(form, 'mot-de-passe')];
    const next = nextPage(typed(form, 'suite'));
    const missing = {
      identifiant: identifier.trim() === '' ? [texts.identifierMissing] : [],
      'mot-de-passe': password === '' ? [texts.passwordMissing] : [],
    };
    if (hasErrors(missing)) return showPage(response, <SignInPage {...{ identifier, next, errors: missing }} />, 422);

    const answer = await signIn({ identifier, password }, this.api.inSessionOf(request));
    if (answer.status === 201) {
      passSessionOn(response, answer);
      return seeOther(response, next);
    }
    switch (answer.data.code) {
      case 'credentials-refused':
      case 'request-invalid': // longer than anything that could be right: the same sentence (R32)
      case 'payload-too-large': {
        const errors = { identifiant: [texts.refused] };
        return showPage(response, <SignInPage {...{ identifier, next, errors, notice: <RefusedNotice /> }} />, 422);
      }
      case 'identifier-locked':
        return showPage(response, <SignInPage {...{ identifier, next, isLocked: true }} />, 403);
      case 'account-expired':
        return showPage(response, <ExpiredPage identifier={identifier} />, 403);
      default: {
        const notice = <Trouble {...{ answer, words: texts }} />;
        return showPage(response, <SignInPage {...{ identifier, next, notice }} />, answer.status);
      }
    }
  }
}
