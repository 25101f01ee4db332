import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Draft, Drafts, forms, statusOf } from '../../../drafts.js';
import { seeOther, showPage } from '../../../page.js';
import type { SentForm } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { hasErrors } from '../../../ui/form-errors.js';
import { type Numbers, numbersAddress, numbersErrors, numbersOf, withNumbers } from './numbers-form.js';
import { NumbersPage } from './numbers-page.js';

/** Step 1: SIRET and contract number decide on the way (F3, F4, F5, F2), also to the administrators who renew (F11). */
@Controller()
export class NumbersController {
  constructor(private readonly drafts: Drafts) {}

  @Get(addresses.register)
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.of(request, forms.registration);
    const { siret, contract } = numbersOf(draft?.typed);
    this.show(response, draft, { siret, contract });
  }

  /** The same for an account that has expired: its identifiant was typed at « Se connecter ». */
  @Get(addresses.renew)
  async askToRenew(@Req() request: Request, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.of(request, forms.registration);
    const numbers = numbersOf(draft?.typed);
    if (!numbers.identifier) return seeOther(response, addresses.register);
    this.show(response, draft, numbers);
  }

  @Post(addresses.register)
  async send(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const numbers = numbersOf(form);
    const sent = withNumbers(await this.drafts.of(request, forms.registration), form);
    const errors = numbersErrors(numbers);
    if (hasErrors(errors)) {
      const to = numbersAddress(numbers);
      return this.drafts.answer(request, response, forms.registration, { sent, to, errors });
    }
    await this.drafts.keep(request, response, forms.registration, sent);
    seeOther(response, addresses.request);
  }

  /** Step 1 again, with the numbers of the page it was asked from. */
  @Post([addresses.changeNumbers, addresses.renew])
  async change(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const sent = withNumbers(await this.drafts.of(request, forms.registration), form);
    await this.drafts.keep(request, response, forms.registration, sent);
    seeOther(response, numbersAddress(numbersOf(form)));
  }

  @Get(addresses.changeNumbers)
  beginAgain(@Res() response: Response): void {
    seeOther(response, addresses.register);
  }

  private show(response: Response, draft: Draft | undefined, numbers: Numbers): void {
    showPage(response, <NumbersPage {...{ numbers, errors: draft?.errors }} />, statusOf(draft));
  }
}
