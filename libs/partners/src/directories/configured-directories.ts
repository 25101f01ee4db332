import type { EntityManager } from '@mikro-orm/postgresql';
import { demoDirectory } from './demo-directory.js';
import { directoriesInOrder } from './directories-in-order.js';
import type { EstablishmentDirectory } from './establishment-directory.js';
import { rechercheEntreprisesDirectory } from './recherche-entreprises.js';
import { rememberingDirectory } from './remembering-directory.js';
import { sireneDirectory } from './sirene.js';

export interface DirectoryOptions {
  directories: readonly ('demo' | 'recherche-entreprises' | 'sirene')[];
  directoryFile: string;
  rechercheEntreprisesUrl: string;
  sireneUrl: string;
  sireneApiKey?: string | undefined;
}

/** The sources that a deployment names, in its order; what a real one tells is remembered for a day. */
export function configuredDirectories(options: DirectoryOptions, em: EntityManager): EstablishmentDirectory {
  const remembered = (source: EstablishmentDirectory) => rememberingDirectory(em, source);
  const sources = {
    demo: () => demoDirectory(options.directoryFile),
    'recherche-entreprises': () =>
      remembered(rechercheEntreprisesDirectory({ url: options.rechercheEntreprisesUrl, userAgent: 'Parcours/0.1' })),
    sirene: () => remembered(sireneDirectory({ url: options.sireneUrl, apiKey: options.sireneApiKey ?? '' })),
  };
  return directoriesInOrder(options.directories.map((name) => sources[name]()));
}
