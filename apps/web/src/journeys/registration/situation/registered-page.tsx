import type { ReactNode } from 'react';
import type { Administrator, Establishment } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';
import { BackLink } from '../../../ui/buttons.js';
import { DataTable } from '../../../ui/data-table.js';
import { Details } from '../../../ui/details.js';
import { ErrorSummary } from '../../../ui/error-summary.js';
import { type FormErrors, hasErrors, noErrors } from '../../../ui/form-errors.js';
import { Layout } from '../../../ui/layout.js';
import { Tag } from '../../../ui/tag.js';
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
  const count = administrators.length === 1 ? 'one' : 'several';
  return (
    <Layout title={words.title} hasErrors={hasErrors(errors)}>
      <BackLink href={addresses.register} />
      <ErrorSummary errors={errors} />
      {notice}
      <h1>{words.heading}</h1>
      <EstablishmentLine establishment={establishment} />
      {administrators.length > 0 ? <Administrators {...{ administrators, count, canTell }} /> : <p>{words.none}</p>}
      {canTell && <TellAdministrators {...{ numbers, errors }} />}
      {administrators.length > 0 && (
        <div>
          {[words.alone, words.gone].map(({ [count]: summary, advice }) => (
            <Details key={summary} summary={summary}>
              <p>
                <Words text={advice[count]} />
              </p>
            </Details>
          ))}
        </div>
      )}
      <h2>{words.account}</h2>
      <p>
        <Words text={words.signIn} />
      </p>
    </Layout>
  );
}

/** A mairie of two has one administrator, or two: each number has its own words. */
type Count = 'one' | 'several';

const Administrators = ({
  administrators,
  count,
  canTell,
}: Pick<Props, 'administrators'> & { count: Count; canTell: boolean }): ReactNode => (
  <>
    {canTell && <p>{words.contact[count]}</p>}
    <div className="card">
      <DataTable
        caption={words.caption[count]}
        columns={words.columns}
        rows={administrators.map((administrator) => [<Name {...administrator} />, administrator.email] as const)}
      />
    </div>
    <p>{canTell ? words.masked[count] : words.noneCanSignIn[count]}</p>
  </>
);

const Name = ({ name, canSignIn }: Administrator): ReactNode => (
  <>
    <bdi>{name}</bdi>
    {!canSignIn && (
      <>
        {' '}
        <Tag tone="bad">{words.expired}</Tag>
      </>
    )}
  </>
);
