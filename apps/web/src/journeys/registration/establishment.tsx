import type { ReactNode } from 'react';
import { fill } from '../../typography.js';
import type { Establishment } from '../../api/generated/parcours.js';
import { Siret } from '../../ui/siret.js';
import { texts } from './texts.fr.js';

/** Rows of what the directory tells, for a `DescriptionList`. */
export const establishmentRows = ({ name, siret, city, legalCategory }: Establishment): [string, ReactNode][] => [
  [texts.facts.name, name && <bdi>{name}</bdi>],
  [texts.facts.siret, <Siret siret={siret} />],
  ...localRows({ city, legalCategory }),
];

/** Where it is and what it is, where its name and SIRET already stand. */
export const localRows = ({
  city,
  legalCategory,
}: Pick<Establishment, 'city' | 'legalCategory'>): [string, ReactNode][] => [
  [texts.facts.city, city],
  [texts.facts.category, legalCategory && categoryInWords(legalCategory)],
];

const categoryInWords = ({ code, label }: { code: string; label: string | null }): string =>
  label === null ? code : fill(texts.facts.categoryOf, { label, code });

/** « CIAS de démonstration, Démonstration / SIRET 999 900 046 00015 » under a heading. */
export const EstablishmentLine = ({
  establishment: { name, city, siret },
}: {
  establishment: Establishment;
}): ReactNode => (
  <p className="lead">
    {name !== null && (
      <>
        <bdi>{[name, city].filter(Boolean).join(', ')}</bdi>
        <br />
      </>
    )}
    <span className="soft">
      {texts.facts.siret} <Siret siret={siret} />
    </span>
  </p>
);
