import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { checkEstablishment } from '../../../api/generated/parcours.js';
import { seeOther, showPage } from '../../../page.js';
import type { SentForm } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { hasErrors } from '../../../ui/form-errors.js';
import { showSituation } from '../situation/show-situation.js';
import { troubleOf } from '../trouble.js';
import { numbersErrors, numbersOf } from './numbers-form.js';
import { NumbersPage } from './numbers-page.js';

/** Step 1: SIRET and contract number decide on the way (F3, F4, F5, F2). */
@Controller(addresses.register)
export class NumbersController {
  constructor(private readonly api: Api) {}

  @Get()
  ask(@Res() response: Response): void {
    showPage(response, <NumbersPage />);
  }

  @Post()
  async check(@Body() form: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const numbers = numbersOf(form);
    const errors = numbersErrors(numbers);
    if (hasErrors(errors)) return showPage(response, <NumbersPage {...{ numbers, errors }} />, 422);
    const by = this.api.askedBy(request);
    const checked = await checkEstablishment({ siret: numbers.siret, contractNumber: numbers.contract }, by);
    if (checked.status === 200) return showSituation(response, checked.data, numbers, by);
    if (checked.status === 422) {
      const said = checked.data.errors?.map(({ message }) => message) ?? [checked.data.title];
      return showPage(response, <NumbersPage {...{ numbers, errors: { siret: said } }} />, 422);
    }
    showPage(response, <NumbersPage {...{ numbers, notice: troubleOf(checked) }} />, checked.status);
  }

  /** Step 1 again, with what was typed. */
  @Post('numeros')
  change(@Body() form: SentForm, @Res() response: Response): void {
    showPage(response, <NumbersPage numbers={numbersOf(form)} />);
  }

  /** Whoever reloads by address a page that a form led to. */
  @Get(['numeros', 'demande'])
  beginAgain(@Res() response: Response): void {
    seeOther(response, addresses.register);
  }
}
