import { demoDirectory } from './demo-directory.js';
import { directoriesInOrder } from './directories-in-order.js';
import type { EstablishmentDirectory } from './establishment-directory.js';
import { rechercheEntreprisesDirectory } from './recherche-entreprises.js';
import { sireneDirectory } from './sirene.js';

export interface DirectoryOptions {
  directories: readonly ('demo' | 'recherche-entreprises' | 'sirene')[];
  directoryFile: string;
  rechercheEntreprisesUrl: string;
  sireneUrl: string;
  sireneApiKey?: string | undefined;
}

/** The sources that a deployment names, in its order. */
export function configuredDirectories(options: DirectoryOptions): EstablishmentDirectory {
  const sources = {
    demo: () => demoDirectory(options.directoryFile),
    'recherche-entreprises': () =>
      rechercheEntreprisesDirectory({ url: options.rechercheEntreprisesUrl, userAgent: 'Parcours/0.1' }),
    sirene: () => sireneDirectory({ url: options.sireneUrl, apiKey: options.sireneApiKey ?? '' }),
  };
  return directoriesInOrder(options.directories.map((name) => sources[name]()));
}
