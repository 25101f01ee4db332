import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { parseIdentifier } from '@app/domain';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { askForRenewal } from '../../../api/generated/parcours.js';
import { Drafts, forms } from '../../../drafts.js';
import { seeOther, showPage } from '../../../page.js';
import { SealedCookies } from '../../../sealed-cookies.js';
import type { SentForm } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { hasErrors } from '../../../ui/form-errors.js';
import { identifierSentences } from '../../../ui/identifier-field.js';
import { answeredWith } from '../../../ui/trouble.js';
import { numbersAddress, numbersErrors, numbersOf, withNumbers } from '../numbers/numbers-form.js';
import { texts } from '../texts.fr.js';
import { ToldPage } from './told-page.js';

const told = { name: 'prevenus', path: addresses.administratorsTold, minutes: 10 };

/** F11: « Prévenir un administrateur », from the list of those who renew. */
@Controller()
export class RenewalController {
  constructor(
    private readonly api: Api,
    private readonly cookies: SealedCookies,
    private readonly drafts: Drafts,
  ) {}

  @Post(addresses.tellAdministrators)
  async tell(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const numbers = numbersOf(form);
    const place = forms.registration;
    const sent = withNumbers(await this.drafts.of(request, place), form);
    const toNumbers = { sent, to: numbersAddress(numbers) };
    const errors = numbersErrors(numbers);
    if (hasErrors(errors)) return this.drafts.answer(request, response, place, { ...toNumbers, errors });
    const toList = { sent, to: addresses.request };
    const identifier = parseIdentifier(numbers.identifier ?? '');
    if (!identifier) {
      const unclear = { identifiant: identifierSentences(numbers.identifier ?? '') };
      return this.drafts.answer(request, response, place, { ...toList, errors: unclear });
    }
    const { siret, contract: contractNumber } = numbers;
    const answer = await askForRenewal({ siret, contractNumber, identifier }, this.api.askedBy(request));
    if (answer.status === 202) {
      await this.cookies.keep(request, response, told, true);
      return seeOther(response, addresses.administratorsTold);
    }
    if (answer.status === 422) {
      const unknown = { contrat: [texts.numbers.contractUnknown] };
      return this.drafts.answer(request, response, place, { ...toNumbers, errors: unknown });
    }
    return this.drafts.answer(request, response, place, { ...toList, answer: answeredWith(answer) });
  }

  /** Only in the browser that asked. */
  @Get(addresses.administratorsTold)
  async told(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (await this.cookies.of(request, told)) return showPage(response, <ToldPage />);
    seeOther(response, addresses.register);
  }

  @Get(addresses.tellAdministrators)
  list(@Res() response: Response): void {
    seeOther(response, addresses.request);
  }
}
