import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { RecoveredIdentifier } from '@app/contracts/http';
import type { Request, Response } from 'express';
import { Api } from '../../api/api.js';
import { recoverIdentifier } from '../../api/generated/parcours.js';
import { seeOther, showPage } from '../../page.js';
import { SignedCookies } from '../../signed-cookies.js';
import type { SentForm } from '../../typed.js';
import { addresses } from '../../ui/addresses.js';
import { Trouble } from '../../ui/trouble.js';
import { RecoveredGonePage, RecoveredPage } from './recovered-page.js';
import { recoveryErrors, recoveryFormOf } from './recovery-form.js';
import { NoMatchNotice, RecoveryPage } from './recovery-page.js';
import { texts } from './texts.fr.js';

const name = 'identifiant-retrouve';

/** F6: the identifiant on the screen, for whoever knows establishment, names and address of one account. */
@Controller()
export class RecoveryController {
  constructor(
    private readonly api: Api,
    private readonly cookies: SignedCookies,
  ) {}

  @Get(addresses.forgottenIdentifier)
  ask(@Res() response: Response): void {
    showPage(response, <RecoveryPage />);
  }

  @Post(addresses.forgottenIdentifier)
  async recover(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = recoveryFormOf(sent);
    const errors = recoveryErrors(form);
    if (errors) return showPage(response, <RecoveryPage {...{ form, errors }} />, 422);
    const answer = await recoverIdentifier(form, this.api.askedBy(request));
    if (answer.status === 200) {
      this.cookies.keep(request, response, { name, path: addresses.recoveredIdentifier, content: answer.data });
      return seeOther(response, addresses.recoveredIdentifier);
    }
    if (answer.status === 404 || answer.status === 422) {
      return showPage(response, <RecoveryPage {...{ form, notice: <NoMatchNotice /> }} />, 422);
    }
    const notice = <Trouble {...{ answer, words: texts }} />;
    showPage(response, <RecoveryPage {...{ form, notice }} />, answer.status);
  }

  @Get(addresses.recoveredIdentifier)
  show(@Req() request: Request, @Res() response: Response): void {
    const found = RecoveredIdentifier.optional().parse(this.cookies.of(request, name));
    showPage(response, found ? <RecoveredPage identifier={found.identifier} /> : <RecoveredGonePage />);
  }
}
