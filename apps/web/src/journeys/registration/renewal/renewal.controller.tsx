import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { parseIdentifier } from '@app/domain';
import type { Request, Response } from 'express';
import type { ReactNode } from 'react';
import { Api } from '../../../api/api.js';
import { askForRenewal, checkEstablishment } from '../../../api/generated/parcours.js';
import { seeOther, showPage } from '../../../page.js';
import type { SentForm } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { type FormErrors, hasErrors, noErrors } from '../../../ui/form-errors.js';
import { type Numbers, numbersErrors, numbersOf } from '../numbers/numbers-form.js';
import { NumbersPage } from '../numbers/numbers-page.js';
import { RegisteredPage } from '../situation/registered-page.js';
import { showSituation } from '../situation/show-situation.js';
import { texts } from '../texts.fr.js';
import { troubleOf } from '../trouble.js';
import { ToldPage } from './told-page.js';

const { tell: words } = texts.registered;

/** F11: from « L’état de votre compte ne permet pas votre connexion » to the administrators who renew. */
@Controller()
export class RenewalController {
  constructor(private readonly api: Api) {}

  /** Step 1, with the identifiant that was typed at « Se connecter ». */
  @Post(addresses.renew)
  begin(@Body() form: SentForm, @Res() response: Response): void {
    showPage(response, <NumbersPage numbers={numbersOf(form)} />);
  }

  @Post(addresses.tellAdministrators)
  async tell(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const numbers = numbersOf(form);
    const errors = numbersErrors(numbers);
    if (hasErrors(errors)) return showPage(response, <NumbersPage {...{ numbers, errors }} />, 422);
    const identifier = parseIdentifier(numbers.identifier ?? '');
    if (!identifier) {
      const sentence = numbers.identifier?.trim() ? words.shape : words.missing;
      return this.again(request, response, numbers, { errors: { identifiant: [sentence] }, status: 422 });
    }
    const { siret, contract: contractNumber } = numbers;
    const answer = await askForRenewal({ siret, contractNumber, identifier }, this.api.askedBy(request));
    if (answer.status === 202) return seeOther(response, addresses.administratorsTold);
    if (answer.status === 422) {
      const unknown = { contrat: [texts.numbers.contractUnknown] };
      return showPage(response, <NumbersPage {...{ numbers, errors: unknown }} />, 422);
    }
    return this.again(request, response, numbers, { notice: troubleOf(answer), status: answer.status });
  }

  @Get(addresses.administratorsTold)
  told(@Res() response: Response): void {
    showPage(response, <ToldPage />);
  }

  /** Whoever reloads by address a page that a form led to. */
  @Get([addresses.renew, addresses.tellAdministrators])
  beginAgain(@Res() response: Response): void {
    seeOther(response, addresses.register);
  }

  /** The list again, with what was typed; step 1 when the API is away. */
  private async again(request: Request, response: Response, numbers: Numbers, shown: Shown): Promise<void> {
    const { errors = noErrors, notice, status } = shown;
    const by = this.api.askedBy(request);
    const checked = await checkEstablishment({ siret: numbers.siret, contractNumber: numbers.contract }, by);
    if (checked.status !== 200) {
      const away = troubleOf(checked);
      return showPage(response, <NumbersPage {...{ numbers, notice: away }} />, checked.status);
    }
    const { situation, establishment, administrators = [] } = checked.data;
    if (situation !== 'registered' || !establishment) return showSituation(response, checked.data, numbers, by);
    showPage(response, <RegisteredPage {...{ numbers, establishment, administrators, errors, notice }} />, status);
  }
}

interface Shown {
  errors?: FormErrors;
  notice?: ReactNode;
  status: number;
}
