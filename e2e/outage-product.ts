import { Client as TemporalClient, Connection } from '@temporalio/client';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FaultyProduct, startFaultyProduct } from '../tools/faults/faulty-product.js';
import {
  fictitiousContract,
  fictitiousSiret,
  loadContracts,
  writeDirectory,
} from '../tools/faults/fictitious-establishments.js';
import { fromOutside, type Numbers, type Outside } from './from-outside.js';

/** The product with a hand on each of its cables, and who lives there. */
export interface OutageProduct extends Outside {
  parts: FaultyProduct;
  /** Holds the files of everything: `services`, `api`, `worker`. */
  folder: string;
  temporal: TemporalClient;
  /** An eligible establishment nobody has registered yet. */
  fresh(): Numbers;
  stop(): Promise<void>;
}

/** `count` is how many establishments there are. */
export async function startOutageProduct(count: number, env: Record<string, string> = {}): Promise<OutageProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'parcours-outages-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as user postgres, who must get through
  const directoryFile = join(folder, 'establishments.json');
  const establishments = Array.from({ length: count }, (_, index) => ({
    ...{ siret: fictitiousSiret(index), contractNumber: fictitiousContract(index) },
    kind: 'eligible' as const,
  }));
  writeDirectory(directoryFile, establishments);
  const parts = await startFaultyProduct({
    ...{ folder, env: { DIRECTORY_FILE: directoryFile, ...env } },
    say: () => undefined,
  });
  await loadContracts(parts.ownerUrl, establishments);
  const temporal = new TemporalClient({ connection: Connection.lazy({ address: parts.temporalAddress }) });
  let registered = 0;
  return {
    ...fromOutside(parts.apiUrl, parts.inboxUrl),
    ...{ parts, folder, temporal },
    fresh() {
      const { siret = '', contractNumber = '' } = establishments[registered++] ?? {};
      if (!siret) throw new Error(`There were ${count} establishments, and all are registered.`);
      return { siret, contract: contractNumber };
    },
    async stop() {
      await temporal.connection.close();
      await parts.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
