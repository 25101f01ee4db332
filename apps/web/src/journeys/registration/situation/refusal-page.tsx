import { calendarDateInWords } from '@app/domain';
import type { ReactNode } from 'react';
import type { Establishment } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink } from '../../../ui/buttons.js';
import { DescriptionList } from '../../../ui/description-list.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { Words } from '../../../ui/words.js';
import { establishmentRows } from '../establishment.js';
import { ChangeNumbers } from '../numbers/hidden-numbers.js';
import type { Numbers } from '../numbers/numbers-form.js';
import { texts } from '../texts.fr.js';

interface Props {
  situation: keyof typeof texts.refusals;
  /** `yyyy-mm-dd`, where a directory tells since when it is closed. */
  closedOn: string | undefined;
  establishment: Establishment;
  numbers: Numbers;
}

/** F2: an establishment that cannot be registered, why, and what to look at. */
export function RefusalPage({ situation, closedOn, establishment, numbers }: Props): ReactNode {
  const words = texts.refusals[situation];
  return (
    <Layout title={words.title}>
      <BackLink href={addresses.register} />
      <h1>{words.heading}</h1>
      <DescriptionList rows={establishmentRows(establishment)} />
      <Notice icon="alert" tone="bad">
        <p>
          {closedOn && 'since' in words ? (
            <Words text={words.since} values={{ date: calendarDateInWords(closedOn) }} />
          ) : (
            words.words
          )}
        </p>
      </Notice>
      <h2>{words.adviceHeading}</h2>
      <p>{words.advice}</p>
      <ChangeNumbers numbers={numbers} isMain>
        {texts.checkSiret}
      </ChangeNumbers>
    </Layout>
  );
}
