import type { EntityManager } from '@mikro-orm/postgresql';
import { demoDirectory } from './demo-directory.js';
import { demoFileMistake } from './demo-file.js';
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

/** For the start of a process, in the form of a setting's mistake: `DIRECTORY_FILE` is read only where `demo` is asked. */
export function directoryMistakes({
  directories,
  directoryFile,
}: Pick<DirectoryOptions, 'directories' | 'directoryFile'>): { variable: string; problem: string; example: string }[] {
  const problem = directories.includes('demo') ? demoFileMistake(directoryFile) : undefined;
  return problem ? [{ variable: 'DIRECTORY_FILE', problem, example: 'data/establishments.json' }] : [];
}

/** `keyIsTaken`: false from the moment a directory refuses our key until it takes it again. */
export interface ConfiguredDirectories extends EstablishmentDirectory {
  keyIsTaken(): boolean;
}

/** The sources that a deployment names, in its order; what a real one tells is remembered for a day. */
export function configuredDirectories(options: DirectoryOptions, em: EntityManager): ConfiguredDirectories {
  let keyIsTaken = true;
  const onKey = (isTaken: boolean) => void (keyIsTaken = isTaken);
  const remembered = (source: EstablishmentDirectory) => rememberingDirectory(em, source);
  const sources = {
    demo: () => demoDirectory(options.directoryFile),
    'recherche-entreprises': () =>
      remembered(rechercheEntreprisesDirectory({ url: options.rechercheEntreprisesUrl, userAgent: 'Parcours/0.1' })),
    sirene: () => remembered(sireneDirectory({ url: options.sireneUrl, apiKey: options.sireneApiKey ?? '', onKey })),
  };
  return {
    ...directoriesInOrder(options.directories.map((name) => sources[name]())),
    keyIsTaken: () => keyIsTaken,
  };
}
