import type { ReactNode } from 'react';
import type { Administrator, Establishment } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink } from '../../../ui/buttons.js';
import { DataTable } from '../../../ui/data-table.js';
import { Details } from '../../../ui/details.js';
import { Layout } from '../../../ui/layout.js';
import { EstablishmentLine } from '../establishment.js';
import { texts } from '../texts.fr.js';

const { registered: words } = texts;

interface Props {
  establishment: Establishment;
  administrators: readonly Administrator[];
}

/** F4, F11: whom to ask for an account, or to renew one. */
export const RegisteredPage = ({ establishment, administrators }: Props): ReactNode => (
  <Layout title={words.title}>
    <BackLink href={addresses.register} />
    <h1>{words.heading}</h1>
    <EstablishmentLine establishment={establishment} />
    {administrators.length > 0 ? <Administrators administrators={administrators} /> : <p>{words.none}</p>}
  </Layout>
);

const Administrators = ({ administrators }: Pick<Props, 'administrators'>): ReactNode => (
  <>
    <p>{words.contact}</p>
    <div className="card">
      <DataTable
        caption={words.caption}
        columns={words.columns}
        rows={administrators.map(({ name, email }) => [name, email] as const)}
      />
    </div>
    <p>{words.masked}</p>
    <Details summary={words.gone}>
      <p>{words.goneAdvice}</p>
    </Details>
  </>
);
