import type { ReactNode } from 'react';
import type { RegistrationView } from '../../../api/generated/parcours.js';
import { AwaitingPage } from './awaiting-page.js';
import { BlockedPage } from './blocked-page.js';
import type { CorrectionForm } from './correct-address.js';
import { EndedPage } from './ended-page.js';
import type { OwnAddressKept } from './own-address.js';
import { CheckingPage, ReviewPage } from './waiting-pages.js';

export interface CaseProps {
  view: RegistrationView;
  /** What has just happened. */
  news?: ReactNode;
  /** Only in the browser that registered. */
  correction?: CorrectionForm | undefined;
  /** There, too, as typed; elsewhere the address is masked. */
  own?: OwnAddressKept | undefined;
  /** As in MAIL_FROM. */
  sender?: string;
}

/** Where a case stands, whatever its status, with one next step. */
export function CasePage(props: CaseProps): ReactNode {
  switch (props.view.status) {
    case 'checking':
      return <CheckingPage {...props} />;
    case 'under-review':
      return <ReviewPage {...props} />;
    case 'awaiting-password':
      return <AwaitingPage {...props} />;
    case 'blocked':
      return <BlockedPage {...props} />;
    default:
      return <EndedPage {...props} status={props.view.status} />;
  }
}
