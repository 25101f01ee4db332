import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Api } from '../api/api.js';
import { closeOtherSessions, openSessions, signOut } from '../api/generated/parcours.js';
import { passSessionOn } from '../api/session-cookie.js';
import { sessionNow } from '../api/session-now.js';
import { Drafts, forms, freshNews } from '../drafts.js';
import { UnavailablePage } from '../edge/error-pages.js';
import { seeOther, showPage } from '../page.js';
import { signInFirst } from '../sign-in/next-page.js';
import { addresses } from '../ui/addresses.js';
import { AccountNews } from './account-news.js';
import { AccountPage } from './account-page.js';
import { secondsUntil } from './session-end.js';

/** « Mon compte », for whoever is signed in; others sign in first. */
@Controller()
export class AccountController {
  constructor(
    private readonly api: Api,
    private readonly drafts: Drafts,
  ) {}

  @Get(addresses.account)
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const asked = [sessionNow(request, response, this.api), openSessions(this.api.inSessionOf(request))] as const;
    const [current, open] = await Promise.all(asked);
    if (current.status === 401) return seeOther(response, signInFirst(addresses.account));
    if (current.status !== 200) return showPage(response, <UnavailablePage />, 503);
    const sessions = open.status === 200 ? open.data.sessions : undefined;
    const news = <AccountNews told={freshNews(await this.drafts.of(request, forms.account))} />;
    showPage(response, <AccountPage {...{ session: current.data, sessions, news }} />);
  }

  /** For the script: asking is what keeps the session open. */
  @Get(addresses.goOn)
  async goOn(@Req() request: Request, @Res() response: Response): Promise<void> {
    const current = await sessionNow(request, response, this.api);
    if (current.status === 200) response.json({ endsIn: secondsUntil(current.data.endsAt) });
    else response.status(current.status === 401 ? 401 : 503).json({});
  }

  @Post(addresses.closeSessions)
  async closeOthers(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { status } = await closeOtherSessions(this.api.inSessionOf(request));
    if (status === 401) return seeOther(response, signInFirst(addresses.account));
    const news = status === 204 ? 'fermees' : 'indisponible';
    return this.drafts.answer(request, response, forms.account, { news });
  }

  /** Nobody is told « déconnecté » whose session is still open. */
  @Post(addresses.signOut)
  async signOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    const answer = await signOut(this.api.inSessionOf(request));
    if (answer.status !== 204) {
      return this.drafts.answer(request, response, forms.account, { news: 'indisponible' });
    }
    passSessionOn(response, answer);
    // What is told of this account is not for who signs in next at a shared computer.
    this.drafts.forget(request, response, forms.account);
    seeOther(response, `${addresses.signIn}?deconnecte=1`);
  }

  /** Whoever reloads by address a page that a form led to. */
  @Get([addresses.closeSessions, addresses.signOut])
  again(@Res() response: Response): void {
    seeOther(response, addresses.account);
  }
}
