import type { ReactNode } from 'react';
import type { Administrator, Establishment } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink } from '../../../ui/buttons.js';
import { DataTable } from '../../../ui/data-table.js';
import { Details } from '../../../ui/details.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { type FormErrors, hasErrors, noErrors } from '../../../ui/form-errors.js';
import { Layout } from '../../../ui/layout.js';
import { Words } from '../../../ui/words.js';
import { EstablishmentLine } from '../establishment.js';
import type { Numbers } from '../numbers/numbers-form.js';
import { TellAdministrators } from '../renewal/tell-administrators.js';
import { texts } from '../texts.fr.js';

const { registered: words } = texts;

interface Props {
  numbers: Numbers;
  establishment: Establishment;
  administrators: readonly Administrator[];
  errors?: FormErrors | undefined;
  notice?: ReactNode;
}

/** F4, F11: whom to ask for an account, or to renew one. */
export function RegisteredPage({
  numbers,
  establishment,
  administrators,
  errors = noErrors,
  notice,
}: Props): ReactNode {
  const canTell = administrators.some(({ canSignIn }) => canSignIn);
  return (
    <Layout title={words.title} hasErrors={hasErrors(errors)}>
      <BackLink href={addresses.register} />
      <ErrorSummary errors={errors} />
      {notice}
      <h1>{words.heading}</h1>
      <EstablishmentLine establishment={establishment} />
      {administrators.length > 0 ? <Administrators administrators={administrators} /> : <p>{words.none}</p>}
      {canTell && <TellAdministrators {...{ numbers, errors }} />}
      {administrators.length > 0 && (
        <Details summary={words.gone}>
          <p>{words.goneAdvice}</p>
        </Details>
      )}
      <h2>{words.account}</h2>
      <p>
        <Words text={words.signIn} />
      </p>
    </Layout>
  );
}

const Administrators = ({ administrators }: Pick<Props, 'administrators'>): ReactNode => (
  <>
    <p>{words.contact}</p>
    <div className="card">
      <DataTable
        caption={words.caption}
        columns={words.columns}
        rows={administrators.map(({ name, email }) => [<bdi>{name}</bdi>, email] as const)}
      />
    </div>
    <p>{words.masked}</p>
  </>
);
