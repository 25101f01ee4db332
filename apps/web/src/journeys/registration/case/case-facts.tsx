import type { ReactNode } from 'react';
import type { RegistrationView } from '../../../api/generated/parcours.js';
import { DescriptionList } from '../../../ui/description-list.js';
import { Code } from '../../../ui/siret.js';
import { timeInWords } from '../../../ui/time-in-words.js';
import { establishmentRows } from '../establishment.js';
import { texts } from '../texts.fr.js';

/** What a counsellor asks on the phone. */
export const CaseFacts = ({ view }: { view: RegistrationView }): ReactNode => (
  <DescriptionList
    rows={[
      [texts.facts.caseNumber, <Code>{view.caseNumber}</Code>],
      ...establishmentRows(view.establishment),
      [texts.facts.received, timeInWords(view.receivedAt)],
    ]}
  />
);
