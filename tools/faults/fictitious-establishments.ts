import { renameSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';

/** How the directory answers for it. */
export type EstablishmentKind = 'eligible' | 'review' | 'not-eligible' | 'closed' | 'unknown' | 'directory-outage';

export interface FictitiousEstablishment {
  siret: string;
  contractNumber: string;
  kind: EstablishmentKind;
}

/** Digit that makes the whole a multiple of 10, every second digit from the right counting double. */
function luhnKey(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, rank) => {
    const weight = Number(digit) * (rank % 2 === 0 ? 2 : 1);
    return total + (weight > 9 ? weight - 9 : weight);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** The `index`th SIRET that nobody has: `9999…`, beyond those of the demo file, with right keys. For 0 ≤ index < 90 000. */
export function fictitiousSiret(index: number): string {
  const unit = `9999${String(1_000 + (index % 9_000))}`;
  const siren = `${unit}${luhnKey(unit)}`;
  const establishment = `${siren}${String(1 + Math.floor(index / 9_000)).padStart(4, '0')}`;
  return `${establishment}${luhnKey(establishment)}`;
}

export const fictitiousContract = (index: number): string => `CHAOS${String(index).padStart(6, '0')}`;

/** Commune, one that support looks at, or a private company that has no right to join. */
const categories = { eligible: '7210', review: '4110', 'not-eligible': '5710' };

/**
 * Writes a `DIRECTORY_FILE` in the format of `data/establishments.json`: as planned, `healed` without any outage left, or `away`
 * for everybody it knows.
 */
export function writeDirectory(
  file: string,
  all: readonly FictitiousEstablishment[],
  state: 'as-planned' | 'healed' | 'away' = 'as-planned',
): void {
  const establishments = all
    .filter(({ kind }) => kind !== 'unknown')
    .map(({ siret, kind }) => ({
      ...{ siret, name: `Commune fictive ${siret.slice(4, 9)}`, city: 'Fictive', fictitious: true },
      legalCategory: kind in categories ? categories[kind as keyof typeof categories] : categories.eligible,
      ...(kind === 'closed' ? { state: 'closed', closedOn: '2025-06-30' } : { state: 'open' }),
      ...(state === 'away' || (kind === 'directory-outage' && state === 'as-planned')
        ? { behaviour: 'directory-outage' }
        : {}),
    }));
  writeFileSync(`${file}.draft`, JSON.stringify({ source: 'Invented for a fault run.', establishments }));
  renameSync(`${file}.draft`, file); // whole, whenever the product reads it
}

/** Puts their contracts into the registry, as the owner of the database. */
export async function loadContracts(ownerUrl: string, all: readonly FictitiousEstablishment[]): Promise<void> {
  const client = new Client(ownerUrl);
  await client.connect();
  try {
    await client.query(
      `insert into contract (siret, fund, number)
       select siret, 'CNRACL', number from unnest($1::text[], $2::text[]) as given (siret, number) on conflict do nothing`,
      [all.map(({ siret }) => siret), all.map(({ contractNumber }) => contractNumber)],
    );
  } finally {
    await client.end();
  }
}
