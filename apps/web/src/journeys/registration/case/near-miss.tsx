import { nearMiss } from '@app/domain';
import type { ReactNode } from 'react';
import { addresses } from '../../../ui/addresses.js';
import { Button } from '../../../ui/buttons.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';
import type { OwnAddressKept } from './own-address.js';

const { nearMiss: words } = texts;

/** « Vouliez-vous dire …@gmail.com ? »: only suggested, in the browser that registered. */
export function NearMiss({ id, own }: { id: string; own: OwnAddressKept | undefined }): ReactNode {
  const meant = own && !own.isExact ? nearMiss(own.email) : undefined;
  if (own === undefined || meant === undefined) return null;
  const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1);
  return (
    <section className="card stack" aria-labelledby="suggestion">
      <h2 id="suggestion">
        <Words text={words.question} values={{ address: meant }} />
      </h2>
      <p>
        <Words text={words.why} values={{ domain: domainOf(own.email) }} />
      </p>
      <form className="actions" action={`${addresses.case(id)}/adresse`} method="post">
        <input type="hidden" name="courriel" value={meant} />
        <Button name="proposition" value="oui">
          {words.yes}
        </Button>
        <Button isQuiet name="proposition" value="exacte">
          {words.no}
        </Button>
      </form>
    </section>
  );
}
