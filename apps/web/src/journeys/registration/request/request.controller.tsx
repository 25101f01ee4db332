import { createHash } from 'node:crypto';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import { checkEstablishment, register, type RegistrationRequest } from '../../../api/generated/parcours.js';
import { type Draft, Drafts, forms } from '../../../drafts.js';
import { seeOther, showPage } from '../../../page.js';
import type { SentForm } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { hasErrors, refusalsIn } from '../../../ui/form-errors.js';
import { type Answered, answeredWith } from '../../../ui/trouble.js';
import { OwnAddress } from '../case/own-address.js';
import { rememberOwner } from '../case/owner-cookie.js';
import { numbersAddress, numbersErrors, numbersOf } from '../numbers/numbers-form.js';
import { NumbersPage } from '../numbers/numbers-page.js';
import { showSituation } from '../situation/show-situation.js';
import { situationNow } from '../situation/situation-now.js';
import { typedEstablishment } from '../situation/typed-establishment.js';
import { texts } from '../texts.fr.js';
import { troubleOf } from '../trouble.js';
import { applicantErrors, readRequest, type RequestForm, requestFormOf } from './request-form.js';
import { RequestPage } from './request-page.js';

/** Step 2: what the facts say of the two numbers now; where the establishment is open, the request itself. */
@Controller(addresses.request)
export class RequestController {
  constructor(
    private readonly api: Api,
    private readonly drafts: Drafts,
    private readonly ownAddress: OwnAddress,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const draft = await this.drafts.of(request, forms.registration);
    const numbers = numbersOf(draft?.typed);
    if (!draft || hasErrors(numbersErrors(numbers))) return seeOther(response, numbersAddress(numbers));
    const by = this.api.askedBy(request);
    const checked = await checkEstablishment({ siret: numbers.siret, contractNumber: numbers.contract }, by);
    if (checked.status === 200) {
      const { situation, ...more } = situationNow(checked.data, draft.answer);
      if (situation !== 'contract-unknown') return showSituation(response, { situation, ...more }, draft, by);
      return this.correctNumbers(request, response, draft, { contrat: [texts.numbers.contractUnknown] });
    }
    if (checked.status === 422) {
      return this.correctNumbers(request, response, draft, { siret: refusalsIn(checked.data) });
    }
    this.unchecked(response, draft, answeredWith(checked));
  }

  @Post()
  async register(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [numbers, form] = [numbersOf(sent), requestFormOf(sent)];
    const place = forms.registration;
    const wrong = numbersErrors(numbers);
    if (hasErrors(wrong)) {
      return this.drafts.answer(request, response, place, { sent, to: numbersAddress(numbers), errors: wrong });
    }
    const again = { sent: { ...sent, cle: form.key }, to: addresses.request };
    const read = readRequest(form);
    if ('errors' in read) return this.drafts.answer(request, response, place, { ...again, errors: read.errors });

    const body = {
      ...{ route: 'classic' as const, siret: numbers.siret, contractNumber: numbers.contract },
      ...{ applicant: read.applicant, acceptTerms: true as const },
    };
    const by = this.api.askedBy(request, { 'Idempotency-Key': oneKey(form, body) });
    const told = await register(body, by);
    if (told.status === 201 || told.status === 202) {
      rememberOwner(request, response, told.data);
      await this.ownAddress.keep(request, response, told.data.id, body.applicant.email);
      // The two numbers stay, so that « Back » shows where the registration stands; who asked does not.
      await this.drafts.keep(request, response, place, { siret: numbers.siret, contrat: numbers.contract });
      return seeOther(response, addresses.case(told.data.id));
    }
    const answer = answeredWith(told);
    if (answer.code !== 'request-invalid') return this.drafts.answer(request, response, place, { ...again, answer });
    const codes = 'errors' in told.data ? (told.data.errors ?? []) : [];
    const errors = applicantErrors(form, codes.map(ofApplicant));
    return this.drafts.answer(request, response, place, { ...again, errors });
  }

  private correctNumbers(
    request: Request,
    response: Response,
    { typed }: Draft,
    errors: Record<string, string[]>,
  ): Promise<void> {
    const to = numbersAddress(numbersOf(typed));
    return this.drafts.answer(request, response, forms.registration, { sent: typed, to, errors });
  }

  /** Nobody could say what the situation is: the form that was sent, or else step 1, and when to try again. */
  private unchecked(response: Response, draft: Draft, away: Answered): void {
    const [numbers, form] = [numbersOf(draft.typed), requestFormOf(draft.typed)];
    const answer = draft.answer ?? away;
    const notice = troubleOf(answer);
    const establishment = typedEstablishment(numbers.siret);
    const page = form.email ? (
      <RequestPage {...{ numbers, establishment, isUnchecked: true, form, notice }} />
    ) : (
      <NumbersPage {...{ numbers, notice }} />
    );
    showPage(response, page, answer.status);
  }
}

/** The form's own key and what it says: a double click is one request, a corrected form another. */
const oneKey = ({ key }: RequestForm, body: RegistrationRequest): string =>
  createHash('sha256').update(key).update('\0').update(JSON.stringify(body)).digest('base64url');

const ofApplicant = ({ path, code }: { path: string; code: string }) => ({
  path: path.replace(/^applicant\./u, ''),
  code,
});
