import type { ReactNode } from 'react';
import type { Establishment, RegistrationGlance, RegistrationView } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink } from '../../../ui/buttons.js';
import { Layout } from '../../../ui/layout.js';
import { Notice } from '../../../ui/notice.js';
import { timeInWords } from '../../../ui/time-in-words.js';
import { Words } from '../../../ui/words.js';
import { ResendForm } from '../case/resend-form.js';
import { EstablishmentLine } from '../establishment.js';
import { texts } from '../texts.fr.js';

const { inProgress: words } = texts;

interface Props {
  establishment: Establishment;
  registration: RegistrationGlance;
  /** More of the case, when it could be read. */
  view: RegistrationView | undefined;
}

/** F5: registering again with the same data says that registration is in progress, with « Vous en envoyer un nouveau ». */
export const InProgressPage = ({ establishment, registration, view }: Props): ReactNode => (
  <Layout title={words.title}>
    <BackLink href={addresses.register} />
    <h1>{words.heading}</h1>
    <EstablishmentLine establishment={establishment} />
    <Notice icon="clock" tone="waiting">
      <p>
        <Sent address={registration.sentTo} at={view?.sentAt} />
      </p>
      {view?.deadline && (
        <p>
          <Words text={words.remains} values={{ date: timeInWords(view.deadline) }} />
        </p>
      )}
    </Notice>
    <h2>{words.missing}</h2>
    <p>{words.spam}</p>
    <ResendForm id={registration.id} canResendAt={registration.canResendAt} />
    <h2>{words.notYours}</h2>
    <p>
      {view ? (
        <Words text={words.notYoursAdviceWithCase} values={{ caseNumber: view.caseNumber }} />
      ) : (
        words.notYoursAdvice
      )}
    </p>
  </Layout>
);

/** `at`: null before it was sent, undefined where that could not be read. */
function Sent({ address, at }: { address: string; at: string | null | undefined }): ReactNode {
  if (at === undefined) return <Words text={words.addressed} values={{ address }} />;
  if (at === null) return <Words text={words.sending} values={{ address }} />;
  return <Words text={words.sent} values={{ address, date: timeInWords(at) }} />;
}
