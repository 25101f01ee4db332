import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { createPassword, inspectLink, type LinkView } from '../../../api/generated/parcours.js';
import { seeOther, showPage } from '../../../page.js';
import { SETTINGS } from '../../../settings.provider.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { IdentifierReceipts } from '../identifier/identifier-receipts.js';
import { endingOf, refusalsIn, troubleOf } from '../password-answer.js';
import { texts } from '../texts.fr.js';
import { CreatePage } from './create-page.js';
import { type EndedState, endedLinkPage, LinkLessPage } from './ended-link-pages.js';
import { forgetToken, hideToken, tokenOf } from './link-cookie.js';
import { type LinkPurpose, purposeOf } from './link-purpose.js';
import { tokenIn } from './rewritten-link.js';

/** The e-mailed link, of a creation or of a reset. Opening it, however often and by whatever program, changes nothing (R15). */
@Controller([addresses.createPassword, addresses.resetPassword])
export class LinkController {
  constructor(
    private readonly api: Api,
    private readonly receipts: IdentifierReceipts,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  /** R18: the token leaves the address at once, and no referrer says that it was there. */
  @Get(':token')
  open(@Param('token') text: string, @Req() request: Request, @Res() response: Response): void {
    response.setHeader('Referrer-Policy', 'no-referrer');
    const token = tokenIn(text);
    if (!token) return this.showEnded(response, 'unknown', purposeOf(request));
    seeOther(response, hideToken(request, response, purposeOf(request), token));
  }

  /** F9: a link that lost its token on the way. */
  @Get()
  withoutToken(@Req() request: Request, @Res() response: Response): void {
    this.showEnded(response, 'unknown', purposeOf(request));
  }

  @Get('page/:page')
  async show(@Param('page') page: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const token = tokenOf(request);
    if (!token) return showPage(response, <LinkLessPage />);
    const inspected = await inspectLink({ token }, this.api.askedBy(request));
    const purpose = purposeOf(request);
    if (inspected.status === 404) return this.showEnded(response, 'unknown', purpose);
    if (inspected.status !== 200) {
      const notice = troubleOf(inspected);
      return this.ask(response, { purpose, page, link: undefined, notice }, inspected.status);
    }
    const { state } = inspected.data;
    if (state !== 'valid') return this.showEnded(response, state, purpose, inspected.data);
    this.ask(response, { purpose, page, link: inspected.data });
  }

  @Post('page/:page')
  async create(
    @Param('page') page: string,
    @Body() form: SentForm,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const token = tokenOf(request);
    if (!token) return showPage(response, <LinkLessPage />);
    const purpose = purposeOf(request);
    const by = this.api.askedBy(request);
    const password = typed(form, 'mot-de-passe');
    const created = password ? await createPassword({ token, password }, by) : undefined;
    if (created?.status === 200) {
      forgetToken(request, response, purpose, page);
      if (purpose === 'reset') return seeOther(response, addresses.passwordChanged);
      this.receipts.keep(request, response, created.data);
      return seeOther(response, addresses.identifier);
    }
    const ending = created && endingOf(created);
    const inspected = await inspectLink({ token }, by);
    const link = inspected.status === 200 ? inspected.data : undefined;
    const shown = { purpose, page, link };
    if (ending) return this.showEnded(response, ending, purpose, link);
    if (!created) return this.ask(response, { ...shown, refusals: [texts.passwordMissing] }, 422);
    if (created.status === 422) return this.ask(response, { ...shown, refusals: refusalsIn(created.data) }, 422);
    this.ask(response, { ...shown, notice: troubleOf(created) }, created.status);
  }

  private ask(response: Response, shown: Omit<Parameters<typeof CreatePage>[0], 'minLength'>, status = 200): void {
    showPage(response, <CreatePage {...shown} minLength={this.settings.passwordMinLength} />, status);
  }

  private showEnded(response: Response, state: EndedState, purpose: LinkPurpose, link?: LinkView): void {
    const { page, status } = endedLinkPage(state, purpose, link);
    showPage(response, page, status);
  }
}
