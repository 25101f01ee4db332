import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { createPassword, inspectLink, type LinkView } from '../../../api/generated/parcours.js';
import { passSessionOn } from '../../../api/session-cookie.js';
import { type Draft, Drafts, forms, statusOf } from '../../../drafts.js';
import { seeOther, showPage } from '../../../page.js';
import { SETTINGS } from '../../../settings.provider.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { answeredWith } from '../../../ui/trouble.js';
import { refusalsIn } from '../../../ui/form-errors.js';
import { endingOf, troubleOf } from '../password-answer.js';
import { PasswordSet } from '../password-set.js';
import { texts } from '../texts.fr.js';
import { CreatePage } from './create-page.js';
import { type EndedState, endedLinkPage, LinkLessPage } from './ended-link-pages.js';
import { hideToken, tokenOf } from './link-cookie.js';
import { linkPage, type LinkPurpose, purposeOf } from './link-purpose.js';
import { tokenIn } from './rewritten-link.js';

/** The e-mailed link, of a creation or of a reset. Opening it, however often and by whatever program, changes nothing (R15). */
@Controller([addresses.createPassword, addresses.resetPassword])
export class LinkController {
  constructor(
    private readonly api: Api,
    private readonly passwordSet: PasswordSet,
    private readonly drafts: Drafts,
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

  /** Also after the link was used here: its page says what became of it, however people come back to it. */
  @Get('page/:page')
  async show(@Param('page') page: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const token = tokenOf(request);
    if (!token) return showPage(response, <LinkLessPage />);
    const purpose = purposeOf(request);
    const inspected = await inspectLink({ token }, this.api.askedBy(request));
    if (inspected.status === 404) return this.showEnded(response, 'unknown', purpose);
    const link = inspected.status === 200 ? inspected.data : undefined;
    if (link && link.state !== 'valid') return this.showEnded(response, link.state, purpose, link);
    const draft = await this.drafts.of(request, forms.link(linkPage[purpose](page)));
    const answer = draft?.answer ?? (inspected.status === 200 ? undefined : answeredWith(inspected));
    const shown = { purpose, page, link, refusals: refusalsOf(draft), notice: answer && troubleOf(answer) };
    const minLength = this.settings.passwordMinLength;
    showPage(response, <CreatePage {...{ ...shown, minLength }} />, answer?.status ?? statusOf(draft));
  }

  @Post('page/:page')
  async create(
    @Param('page') page: string,
    @Body() form: SentForm,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const token = tokenOf(request);
    const purpose = purposeOf(request);
    const place = forms.link(linkPage[purpose](page));
    if (!token) return seeOther(response, place.path);
    const password = typed(form, 'mot-de-passe');
    if (!password) {
      return this.drafts.answer(request, response, place, { errors: { [field]: [texts.passwordMissing] } });
    }
    const created = await createPassword({ token, password }, this.api.askedBy(request));
    if (created.status === 200) {
      passSessionOn(response, created);
      return this.passwordSet.tell(request, response, purpose, created.data);
    }
    const answer = answeredWith(created);
    if (endingOf(answer)) return seeOther(response, place.path);
    if (created.status !== 422) return this.drafts.answer(request, response, place, { answer });
    return this.drafts.answer(request, response, place, { errors: { [field]: refusalsIn(created.data) } });
  }

  private showEnded(response: Response, state: EndedState, purpose: LinkPurpose, link?: LinkView): void {
    const { page, status } = endedLinkPage(state, purpose, link);
    showPage(response, page, status);
  }
}

const field = 'mot-de-passe';
const refusalsOf = (draft: Draft | undefined): readonly string[] | undefined => draft?.errors?.[field];
