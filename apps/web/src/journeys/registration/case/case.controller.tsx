import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Email } from '@app/contracts/http';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { correctEmail, followRegistration, resendMail } from '../../../api/generated/parcours.js';
import { Drafts, forms, freshNews, statusOf } from '../../../drafts.js';
import { UnavailablePage } from '../../../edge/error-pages.js';
import { seeOther, showPage } from '../../../page.js';
import { SETTINGS } from '../../../settings.provider.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { noErrors } from '../../../ui/form-errors.js';
import { answeredWith } from '../../../ui/trouble.js';
import { texts } from '../texts.fr.js';
import { CaseEvents } from './case-events.js';
import { CaseNews, type News, newsHolds, newsOf } from './case-news.js';
import { CasePage } from './case-page.js';
import { CaseUnknownPage } from './case-unknown-page.js';
import { canCorrect } from './correct-address.js';
import { OwnAddress } from './own-address.js';
import { ownerKeyOf } from './owner-cookie.js';

/** The page of one case: where it stands, another mail (F5), another address. */
@Controller(addresses.case(':id'))
export class CaseController {
  constructor(
    private readonly api: Api,
    private readonly drafts: Drafts,
    private readonly ownAddress: OwnAddress,
    private readonly events: CaseEvents,
    @Inject(SETTINGS) private readonly settings: WebSettings,
  ) {}

  @Get()
  async follow(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const followed = await followRegistration(id, this.api.askedBy(request));
    if (followed.status === 404) return showPage(response, <CaseUnknownPage />, 404);
    if (followed.status !== 200) return showPage(response, <UnavailablePage />, 503);
    const isOwner = ownerKeyOf(request) !== undefined;
    const own = isOwner ? await this.ownAddress.of(request, id, followed.data.sentTo) : undefined;
    const view = own ? { ...followed.data, sentTo: own.email } : followed.data;
    const draft = await this.drafts.of(request, forms.case(id));
    const told = newsOf(freshNews(draft));
    const word = told && newsHolds(told, view) ? told : undefined;
    const { courriel: email = '' } = draft?.typed ?? {};
    const isCorrectable = isOwner && canCorrect(view);
    const correction = isCorrectable ? { email, errors: draft?.errors ?? noErrors } : undefined;
    const news = word && <CaseNews word={word} view={view} />;
    const sender = this.settings.mailFrom;
    const status = word || correction ? statusOf(draft && { ...draft, answer: word && draft.answer }) : 200;
    showPage(response, <CasePage {...{ view, news, correction, own, sender }} />, status);
  }

  /** For the page's script. */
  @Get('evenements')
  follows(
    @Param('id') id: string,
    @Query('vu') seen: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.events.passOn(id, seen, request, response);
  }

  /** Whoever reloads by address a page that a form led to. */
  @Get(['renvoyer', 'adresse'])
  again(@Param('id') id: string, @Res() response: Response): void {
    seeOther(response, addresses.case(id));
  }

  @Post('renvoyer')
  async resend(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { status } = await resendMail(id, {}, this.api.askedBy(request));
    const news = resendNews[status] ?? 'indisponible';
    return this.drafts.answer(request, response, forms.case(id), { news });
  }

  @Post('adresse')
  async correct(
    @Param('id') id: string,
    @Body() sent: SentForm,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [email, ownerKey] = [typed(sent, 'courriel'), ownerKeyOf(request)];
    const place = forms.case(id);
    const answered = typed(sent, 'proposition');
    if (ownerKey && answered === 'exacte') {
      await this.ownAddress.confirm(request, response, id);
      return seeOther(response, addresses.case(id));
    }
    // Only ever suggested: the form, filled in.
    if (ownerKey && answered === 'oui') return this.drafts.answer(request, response, place, { sent });
    if (!ownerKey) return this.drafts.answer(request, response, place, { news: 'refus', answer: notOwner });
    const read = Email.safeParse(email);
    const [issue] = read.error?.issues ?? [];
    if (issue) {
      const wrong = issue.message === 'email-local' ? texts.errors.emailLocal : texts.errors.email;
      const sentence = email.trim() === '' ? texts.errors.emailMissing : wrong;
      return this.drafts.answer(request, response, place, { sent, errors: { courriel: [sentence] } });
    }
    const told = await correctEmail(id, { ownerKey, email }, this.api.askedBy(request));
    if (told.status === 202) {
      await this.ownAddress.keep(request, response, id, read.data ?? email);
      return this.drafts.answer(request, response, place, { news: 'corrige' });
    }
    const news = correctionNews[told.status] ?? 'indisponible';
    return this.drafts.answer(request, response, place, { sent, news, answer: answeredWith(told) });
  }
}

const notOwner = { status: 403, code: 'owner-key-refused', comeBackAt: null };
const resendNews: Partial<Record<number, News>> = { 202: 'envoye', 409: 'rien', 429: 'trop-tot' };
const correctionNews: Partial<Record<number, News>> = { 403: 'refus', 409: 'rien', 429: 'trop-tot' };
