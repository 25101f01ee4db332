import { existsSync, readFileSync } from 'node:fs';

/** Contracts that a new product starts with, in the form of `npm run contracts:import`. */
export const demoContracts = 'data/demo-contracts.csv';

/** An establishment to try the product with; undefined without demo data. */
export function demoEstablishment(): { siret: string; contractNumber: string } | undefined {
  if (!existsSync(demoContracts)) return undefined;
  const [, first = ''] = readFileSync(demoContracts, 'utf8').split(/\r?\n/u);
  const [siret, , contractNumber] = first.split(';');
  return siret && contractNumber ? { siret, contractNumber } : undefined;
}
