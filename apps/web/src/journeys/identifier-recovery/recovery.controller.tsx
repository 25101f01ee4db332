import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { RecoveredIdentifier } from '@app/contracts/http';
import type { Request, Response } from 'express';
import type { ReactNode } from 'react';
import { Api } from '../../api/api.js';
import { recoverIdentifier } from '../../api/generated/parcours.js';
import { type Draft, Drafts, forms, statusOf } from '../../drafts.js';
import { seeOther, showPage } from '../../page.js';
import { SealedCookies } from '../../sealed-cookies.js';
import type { SentForm } from '../../typed.js';
import { addresses } from '../../ui/addresses.js';
import { answeredWith, Trouble } from '../../ui/trouble.js';
import { RecoveredGonePage, RecoveredPage } from './recovered-page.js';
import { recoveryErrors, recoveryFormOf } from './recovery-form.js';
import { NoMatchNotice, RecoveryPage } from './recovery-page.js';
import { texts } from './texts.fr.js';

const found = { name: 'identifiant-retrouve', path: addresses.recoveredIdentifier, minutes: 10 };

/** F6: the identifiant on the screen, when SIRET, names and address are those of one account. */
@Controller()
export class RecoveryController {
  constructor(
    private readonly api: Api,
    private readonly cookies: SealedCookies,
    private readonly drafts: Drafts,
  ) {}

  @Get(addresses.forgottenIdentifier)
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.of(request, forms.recovery);
    const form = draft && recoveryFormOf(draft.typed);
    showPage(
      response,
      <RecoveryPage {...{ form, errors: draft?.errors, notice: noticeFor(draft) }} />,
      statusOf(draft),
    );
  }

  @Post(addresses.forgottenIdentifier)
  async recover(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = recoveryFormOf(sent);
    const errors = recoveryErrors(form);
    if (errors) return this.drafts.answer(request, response, forms.recovery, { sent, errors });
    const told = await recoverIdentifier(form, this.api.askedBy(request));
    if (told.status === 200) {
      await this.cookies.keep(request, response, found, told.data);
      this.drafts.forget(request, response, forms.recovery);
      return seeOther(response, addresses.recoveredIdentifier);
    }
    const answer = { ...answeredWith(told), ...(told.status === 404 && { status: 422 }) };
    return this.drafts.answer(request, response, forms.recovery, { sent, answer });
  }

  @Get(addresses.recoveredIdentifier)
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const kept = await this.cookies.of(request, found);
    const recovered = RecoveredIdentifier.optional().parse(kept?.content);
    showPage(response, recovered ? <RecoveredPage identifier={recovered.identifier} /> : <RecoveredGonePage />);
  }
}

/** R36: one refusal for every mismatch. */
function noticeFor(draft: Draft | undefined): ReactNode {
  if (!draft?.answer) return null;
  return draft.answer.status === 422 ? <NoMatchNotice /> : <Trouble {...{ answer: draft.answer, words: texts }} />;
}
