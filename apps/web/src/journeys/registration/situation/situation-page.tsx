import type { ReactElement } from 'react';
import type { EstablishmentSituation, RegistrationView } from '../../../api/generated/parcours.js';
import { CasePage } from '../case/case-page.js';
import type { Numbers } from '../numbers/numbers-form.js';
import { NumbersPage } from '../numbers/numbers-page.js';
import { newRequestForm } from '../request/request-form.js';
import { RequestPage } from '../request/request-page.js';
import { texts } from '../texts.fr.js';
import { InProgressPage } from './in-progress-page.js';
import { RefusalPage } from './refusal-page.js';
import { RegisteredPage } from './registered-page.js';
import { typedEstablishment } from './typed-establishment.js';

/**
 * Every situation of an establishment has a page of its own with one next step; `view` is the case in progress, if any.
 * The status is 422 where the form is shown again.
 */
export function situationPage(
  { situation, establishment: told, administrators = [], registration }: EstablishmentSituation,
  numbers: Numbers,
  view: RegistrationView | undefined,
): { page: ReactElement; status: number } {
  const establishment = told ?? typedEstablishment(numbers.siret);
  switch (situation) {
    case 'open':
    case 'directory-unavailable': {
      const directoryAway = situation === 'directory-unavailable';
      return found(<RequestPage {...{ numbers, establishment, directoryAway, form: newRequestForm() }} />);
    }
    case 'contract-unknown':
      return {
        page: <NumbersPage {...{ numbers, errors: { contrat: [texts.numbers.contractUnknown] } }} />,
        status: 422,
      };
    case 'registered':
      return found(<RegisteredPage {...{ numbers, establishment, administrators }} />);
    case 'in-progress':
    case 'under-review':
      if (view && view.status !== 'awaiting-password') return found(<CasePage view={view} />);
      if (registration) return found(<InProgressPage {...{ establishment, registration, view }} />);
      throw new Error(`situation ${situation} without its registration`);
    default:
      return found(<RefusalPage {...{ situation, establishment, numbers }} />);
  }
}

const found = (page: ReactElement) => ({ page, status: 200 });
