import { createHash } from 'node:crypto';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Api } from '../../../api/api.js';
import {
  checkEstablishment,
  type ConflictProblem,
  type EstablishmentSituation,
  register,
  type registerResponse,
  type RegistrationRequest,
} from '../../../api/generated/parcours.js';
import { seeOther, showPage } from '../../../page.js';
import type { SentForm } from '../../../typed.js';
import { addresses } from '../../../ui/addresses.js';
import { hasErrors, noErrors } from '../../../ui/form-errors.js';
import { rememberOwner } from '../case/owner-cookie.js';
import { type Numbers, numbersErrors, numbersOf } from '../numbers/numbers-form.js';
import { NumbersPage } from '../numbers/numbers-page.js';
import { showSituation } from '../situation/show-situation.js';
import { typedEstablishment } from '../situation/typed-establishment.js';
import { troubleOf } from '../trouble.js';
import { applicantErrors, readRequest, type RequestForm, requestFormOf } from './request-form.js';
import { RequestPage } from './request-page.js';

type Correction = Pick<Parameters<typeof RequestPage>[0], 'errors' | 'notice'> & { status: number };

/** Step 2: the request itself. */
@Controller(addresses.request)
export class RequestController {
  constructor(private readonly api: Api) {}

  @Post()
  async register(@Body() sent: SentForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [numbers, form] = [numbersOf(sent), requestFormOf(sent)];
    const wrong = numbersErrors(numbers);
    if (hasErrors(wrong)) return showPage(response, <NumbersPage {...{ numbers, errors: wrong }} />, 422);
    const read = readRequest(form);
    if ('errors' in read) return this.askAgain(request, response, numbers, form, { errors: read.errors, status: 422 });

    const body = {
      ...{ route: 'classic' as const, siret: numbers.siret, contractNumber: numbers.contract },
      ...{ applicant: read.applicant, acceptTerms: true as const },
    };
    const by = this.api.askedBy(request);
    const answer = await register(body, { ...by, headers: { ...by.headers, 'Idempotency-Key': oneKey(form, body) } });
    if (answer.status === 201 || answer.status === 202) {
      rememberOwner(request, response, answer.data);
      return seeOther(response, addresses.case(answer.data.id));
    }
    const situation = situationOf(answer);
    if (situation) return this.explain(request, response, numbers, situation);
    return this.askAgain(request, response, numbers, form, correctionFor(form, answer));
  }

  /** What has changed since step 1 said « open ». */
  private async explain(
    request: Request,
    response: Response,
    numbers: Numbers,
    situation: EstablishmentSituation,
  ): Promise<void> {
    const by = this.api.askedBy(request);
    const checked = await checkEstablishment({ siret: numbers.siret, contractNumber: numbers.contract }, by);
    const establishment = checked.status === 200 ? checked.data.establishment : undefined;
    return showSituation(response, { ...situation, ...(establishment && { establishment }) }, numbers, by);
  }

  /** Step 2 again with what was typed, unless the establishment's situation has become another. */
  private async askAgain(
    request: Request,
    response: Response,
    numbers: Numbers,
    form: RequestForm,
    { status, ...shown }: Correction,
  ): Promise<void> {
    const by = this.api.askedBy(request);
    const checked = await checkEstablishment({ siret: numbers.siret, contractNumber: numbers.contract }, by);
    const found = checked.status === 200 ? checked.data : undefined;
    if (found && !['open', 'directory-unavailable'].includes(found.situation)) {
      return showSituation(response, found, numbers, by);
    }
    const establishment = found?.establishment ?? typedEstablishment(numbers.siret);
    const directoryAway = found?.situation === 'directory-unavailable';
    showPage(response, <RequestPage {...{ numbers, establishment, directoryAway, form, ...shown }} />, status);
  }
}

/** The form's own key and what it says: a double click is one request, a corrected form another. */
const oneKey = ({ key }: RequestForm, body: RegistrationRequest): string =>
  createHash('sha256').update(key).update('\0').update(JSON.stringify(body)).digest('base64url');

const situations: Partial<Record<ConflictProblem['code'], EstablishmentSituation['situation']>> = {
  'registration-in-progress': 'in-progress',
  'establishment-registered': 'registered',
  'establishment-unknown': 'unknown',
  'establishment-closed': 'closed',
  'establishment-not-eligible': 'not-eligible',
  'contract-unknown': 'contract-unknown',
};

function situationOf({ data }: registerResponse): EstablishmentSituation | undefined {
  const situation = 'code' in data ? situations[data.code] : undefined;
  return situation && { ...(data as Omit<ConflictProblem, 'code'>), situation };
}

function correctionFor(form: RequestForm, answer: Exclude<registerResponse, { status: 201 | 202 }>): Correction {
  if (answer.status !== 422) return { errors: noErrors, notice: troubleOf(answer), status: answer.status };
  const codes = answer.data.errors?.map(({ path, code }) => ({ path: path.replace(/^applicant\./u, ''), code })) ?? [];
  return { errors: applicantErrors(form, codes), status: 422 };
}
