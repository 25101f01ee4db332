import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ReactElement } from 'react';
import { Api } from '../api/api.js';
import { signIn } from '../api/generated/parcours.js';
import { hasSession, passSessionOn } from '../api/session-cookie.js';
import { sessionNow } from '../api/session-now.js';
import { type Draft, Drafts, forms, statusOf } from '../drafts.js';
import { seeOther, showPage } from '../page.js';
import { type SentForm, typed } from '../typed.js';
import { addresses } from '../ui/addresses.js';
import { hasErrors } from '../ui/form-errors.js';
import { identifierSentences } from '../ui/identifier-field.js';
import { answeredWith, Trouble } from '../ui/trouble.js';
import { ExpiredPage } from './expired-page.js';
import { nextPage, signInFirst } from './next-page.js';
import { ContinueNotice, RefusedNotice, SignedOutNotice } from './sign-in-notices.js';
import { SignInPage } from './sign-in-page.js';
import { texts } from './texts.fr.js';

@Controller(addresses.signIn)
export class SignInController {
  constructor(
    private readonly api: Api,
    private readonly drafts: Drafts,
  ) {}

  /** A person who is signed in already goes on. */
  @Get()
  async ask(
    @Query() { suite, deconnecte }: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const next = nextPage(suite);
    const session = hasSession(request) ? (await sessionNow(request, response, this.api)).status : 401;
    if (session === 200) return seeOther(response, next);
    const draft = await this.drafts.of(request, forms.signIn);
    if (draft && isAnswered(draft)) return showPage(response, answerPage(draft, next), statusOf(draft));
    const isSignedOut = deconnecte === '1' && session === 401;
    const notice = isSignedOut ? <SignedOutNotice /> : suite !== undefined && <ContinueNotice />;
    showPage(response, <SignInPage {...{ identifier: draft?.typed.identifiant, next, notice }} />);
  }

  @Post()
  async signIn(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [identifier, password] = [typed(sent, 'identifiant'), typed(sent, 'mot-de-passe')];
    const next = nextPage(typed(sent, 'suite'));
    const form = { sent, to: next === addresses.account ? addresses.signIn : signInFirst(next) };
    const missing = {
      identifiant: identifierSentences(identifier),
      'mot-de-passe': password === '' ? [texts.passwordMissing] : [],
    };
    if (hasErrors(missing)) {
      return this.drafts.answer(request, response, forms.signIn, { ...form, errors: missing });
    }
    const told = await signIn({ identifier, password }, this.api.inSessionOf(request));
    if (told.status === 201) {
      passSessionOn(response, told);
      this.drafts.forget(request, response, forms.signIn);
      return seeOther(response, next);
    }
    const { status, ...answer } = answeredWith(told);
    const shown = { ...answer, status: statuses[answer.code] ?? status };
    return this.drafts.answer(request, response, forms.signIn, { ...form, answer: shown });
  }
}

/** What is longer than anything that could be right gets the same sentence as what is wrong (R32). */
const statuses: Record<string, number> = {
  'credentials-refused': 422,
  'request-invalid': 422,
  'payload-too-large': 422,
  'identifier-locked': 403,
};

const isAnswered = ({ errors, answer }: Draft): boolean => errors !== undefined || answer !== undefined;

function answerPage({ typed: { identifiant: identifier = '' }, errors, answer }: Draft, next: string): ReactElement {
  const shown = { identifier, next };
  if (!answer) return <SignInPage {...{ ...shown, errors }} />;
  if (answer.code === 'account-expired') return <ExpiredPage identifier={identifier} />;
  if (answer.code === 'identifier-locked') return <SignInPage {...{ ...shown, isLocked: true }} />;
  if (answer.status === 422) {
    return (
      <SignInPage {...{ ...shown, errors: { identifiant: [texts.refused] }, notice: <RefusedNotice {...answer} /> }} />
    );
  }
  return <SignInPage {...{ ...shown, notice: <Trouble {...{ answer, words: texts }} /> }} />;
}
