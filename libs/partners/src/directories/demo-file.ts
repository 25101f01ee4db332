import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { z } from 'zod';

const DemoFile = z.object({
  establishments: z.array(
    z.object({
      siret: z.string(),
      name: z.string(),
      legalCategory: z.string(),
      city: z.string(),
      state: z.enum(['open', 'closed']),
      closedOn: z.iso.date().optional(),
      behaviour: z.string().optional(),
    }),
  ),
});
export type DemoEstablishment = z.infer<typeof DemoFile>['establishments'][number];

/**
 * Establishments by SIRET of a file in the format of `data/establishments.json`, read again when it changes. The answer
 * rejects while the file is missing or of another form, and heals with it.
 */
export function demoFile(file: string): () => Promise<ReadonlyMap<string, DemoEstablishment>> {
  let known = new Map<string, DemoEstablishment>();
  let readAt = -1;
  return async () => {
    const { mtimeMs } = await stat(file);
    if (mtimeMs !== readAt) {
      const content = DemoFile.parse(JSON.parse(await readFile(file, 'utf8')));
      known = new Map(content.establishments.map((one) => [one.siret, one]));
      readAt = mtimeMs;
    }
    return known;
  };
}

/** For the start of a process: what keeps the file from being read, with its line; undefined when nothing does. */
export function demoFileMistake(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return `names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first)
    return `names a file that is no JSON: line ${lineAt(text, first.offset)}, ${printParseErrorCode(first.error)}`;
  const issue = DemoFile.safeParse(JSON.parse(text)).error?.issues[0];
  if (!issue) return undefined;
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  return `names a file of another form: line ${lineAt(text, offsetOf(tree, path))}, ${path.join('.')}: ${issue.message}`;
}

/** Where it stands, or what it is missing from. */
function offsetOf(tree: Node | undefined, path: (string | number)[]): number {
  const node = tree && findNodeAtLocation(tree, path);
  if (node || path.length === 0) return node?.offset ?? 0;
  return offsetOf(tree, path.slice(0, -1));
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
