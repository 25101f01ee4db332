import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Email } from '@app/contracts/http';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { correctEmail, followRegistration, resendMail } from '../../../api/generated/parcours.js';
import { UnavailablePage } from '../../../edge/error-pages.js';
import { seeOther, showPage } from '../../../page.js';
import { type SentForm, typed } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { texts } from '../texts.fr.js';
import { CaseNews, type News, newsIn, withNews } from './case-news.js';
import { CasePage } from './case-page.js';
import { CaseUnknownPage } from './case-unknown-page.js';
import { type CorrectionForm, newCorrection } from './correct-address.js';
import { ownerKeyOf } from './owner-cookie.js';

/** The page of one case: where it stands, another mail (F5), another address. */
@Controller(addresses.case(':id'))
export class CaseController {
  constructor(private readonly api: Api) {}

  @Get()
  async follow(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(request, response, id, { news: newsIn(query) });
  }

  @Post('renvoyer')
  async resend(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { status } = await resendMail(id, {}, this.api.askedBy(request));
    if (status === 404) return showPage(response, <CaseUnknownPage />, 404);
    seeOther(response, withNews(addresses.case(id), resendNews[status] ?? 'indisponible'));
  }

  @Post('adresse')
  async correct(
    @Param('id') id: string,
    @Body() form: SentForm,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [email, ownerKey] = [typed(form, 'courriel'), ownerKeyOf(request)];
    if (!ownerKey) return this.show(request, response, id, { news: 'refus', status: 403 });
    if (!Email.safeParse(email).success) {
      const sentence = email.trim() === '' ? texts.errors.emailMissing : texts.errors.email;
      return this.show(request, response, id, { form: { email, errors: { courriel: [sentence] } }, status: 422 });
    }
    const { status } = await correctEmail(id, { ownerKey, email }, this.api.askedBy(request));
    if (status === 202) return seeOther(response, withNews(addresses.case(id), 'corrige'));
    if (status === 404) return showPage(response, <CaseUnknownPage />, 404);
    const news = correctionNews[status] ?? 'indisponible';
    await this.show(request, response, id, { news, form: { ...newCorrection, email }, status });
  }

  private async show(request: Request, response: Response, id: string, { news, form, status }: Shown): Promise<void> {
    const followed = await followRegistration(id, this.api.askedBy(request));
    if (followed.status === 404) return showPage(response, <CaseUnknownPage />, 404);
    if (followed.status !== 200) return showPage(response, <UnavailablePage />, 503);
    const view = followed.data;
    const correction = ownerKeyOf(request) ? (form ?? newCorrection) : undefined;
    const told = news && <CaseNews word={news} view={view} />;
    showPage(response, <CasePage {...{ view, news: told, correction }} />, status);
  }
}

interface Shown {
  news?: News | undefined;
  form?: CorrectionForm;
  status?: number;
}

const resendNews: Partial<Record<number, News>> = { 202: 'envoye', 409: 'rien', 429: 'trop-tot' };
const correctionNews: Partial<Record<number, News>> = { 403: 'refus', 409: 'rien', 429: 'trop-tot' };
