import type { ReactElement } from 'react';
import type { EstablishmentSituation, RegistrationView } from '../../../api/generated/parcours.js';
import { type Draft, statusOf } from '../../../drafts.js';
import type { FormErrors } from '../../../ui/form-errors.js';
import { isTrouble } from '../../../ui/trouble.js';
import { CasePage } from '../case/case-page.js';
import { numbersOf } from '../numbers/numbers-form.js';
import { requestFormOf } from '../request/request-form.js';
import { RequestPage } from '../request/request-page.js';
import { troubleOf } from '../trouble.js';
import { InProgressPage } from './in-progress-page.js';
import { RefusalPage } from './refusal-page.js';
import { RegisteredPage } from './registered-page.js';
import { typedEstablishment } from './typed-establishment.js';

/** An unknown contract number goes back to its field instead. */
export type ShownSituation = EstablishmentSituation & {
  situation: Exclude<EstablishmentSituation['situation'], 'contract-unknown'>;
};

/**
 * Every situation of an establishment has a page of its own with one next step; `view` is the case in progress, if any.
 * The status is that of the draft where its form is shown again; what became of another form is not told.
 */
export function situationPage(
  { situation, closedOn, establishment: told, administrators = [], registration }: ShownSituation,
  draft: Draft,
  view: RegistrationView | undefined,
): { page: ReactElement; status: number } {
  const numbers = numbersOf(draft.typed);
  const { answer, errors } = draft;
  const trouble = answer && isTrouble(answer) ? answer : undefined;
  const { identifiant, ...ofApplicant } = errors ?? {};
  const shown = { numbers, notice: trouble && troubleOf(trouble) };
  const statusWith = (shownErrors: FormErrors) => statusOf({ ...draft, errors: shownErrors, answer: trouble });
  const establishment = told ?? typedEstablishment(numbers.siret);
  switch (situation) {
    case 'open':
    case 'directory-unavailable': {
      const directoryAway = situation === 'directory-unavailable';
      const form = requestFormOf(draft.typed);
      return {
        page: <RequestPage {...{ ...shown, errors: ofApplicant, establishment, directoryAway, form }} />,
        status: statusWith(ofApplicant),
      };
    }
    case 'registered': {
      const ofList = { ...(identifiant && { identifiant }) };
      return {
        page: <RegisteredPage {...{ ...shown, errors: ofList, establishment, administrators }} />,
        status: statusWith(ofList),
      };
    }
    case 'in-progress':
    case 'under-review':
      if (view && view.status !== 'awaiting-password') return found(<CasePage view={view} />);
      if (registration) return found(<InProgressPage {...{ establishment, registration, view }} />);
      throw new Error(`situation ${situation} without its registration`);
    default:
      return found(<RefusalPage {...{ situation, closedOn, establishment, numbers }} />);
  }
}

const found = (page: ReactElement) => ({ page, status: 200 });
