import { Client as TemporalClient, Connection } from '@temporalio/client';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FaultyProduct, type FaultyProductOptions, startFaultyProduct } from '../tools/faults/faulty-product.js';
import {
  type EstablishmentKind,
  fictitiousContract,
  fictitiousSiret,
  loadContracts,
  writeDirectory,
} from '../tools/faults/fictitious-establishments.js';
import { freshFolder } from '../tools/local/fresh-folder.js';
import { fromOutside, type Numbers, type Outside } from './from-outside.js';

/** The product with a hand on each of its cables, and who lives there. */
export interface OutageProduct extends Outside {
  parts: FaultyProduct;
  /** Holds the files of everything: `services`, `api`, `worker`. */
  folder: string;
  temporal: TemporalClient;
  /** An establishment nobody has registered yet; of the kinds that may not join there is one each. */
  fresh(kind?: EstablishmentKind): Numbers;
  stop(): Promise<void>;
}

const refusable: EstablishmentKind[] = ['not-eligible', 'closed', 'unknown'];

/** `count` is how many eligible establishments there are; `clocks`, how far they are off, in seconds. */
export async function startOutageProduct(
  count: number,
  env: Record<string, string> = {},
  clocks?: FaultyProductOptions['clocks'],
): Promise<OutageProduct> {
  const folder = freshFolder('outages');
  const directoryFile = join(folder, 'establishments.json');
  const establishments = Array.from({ length: refusable.length + count }, (_, index) => ({
    ...{ siret: fictitiousSiret(index), contractNumber: fictitiousContract(index) },
    kind: refusable[index] ?? 'eligible',
  }));
  writeDirectory(directoryFile, establishments);
  const parts = await startFaultyProduct({
    ...{ folder, env: { DIRECTORY_FILE: directoryFile, ...env }, ...(clocks ? { clocks } : {}) },
    say: () => undefined,
  });
  await loadContracts(parts.ownerUrl, establishments);
  const temporal = new TemporalClient({ connection: Connection.lazy({ address: parts.temporalAddress }) });
  const left = [...establishments];
  return {
    ...fromOutside(parts.apiUrl, parts.inboxUrl),
    ...{ parts, folder, temporal },
    fresh(wanted = 'eligible') {
      const [found] = left.splice(
        left.findIndex(({ kind }) => kind === wanted),
        1,
      );
      if (found?.kind !== wanted) throw new Error(`No ${wanted} establishment is left of ${count}.`);
      return { siret: found.siret, contract: found.contractNumber };
    },
    async stop() {
      await temporal.connection.close();
      await parts.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
