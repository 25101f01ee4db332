import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, relative } from 'node:path';

const folders = ['apps', 'libs', 'tools', 'e2e', 'docs', 'data', '.ci'];

/** What this repository holds and defines, as a citation may name it. */
export class Repository {
  /** Relative paths, `/` between folders. */
  readonly files: readonly string[];
  private readonly places: ReadonlySet<string>;
  private readonly names: ReadonlySet<string>;

  constructor(private readonly root: string) {
    const here = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
    this.files = [...here.map(({ name }) => name), ...folders.flatMap((folder) => filesBelow(root, folder))];
    this.places = new Set(this.files.flatMap(withFolders));
    this.names = new Set(this.files.map((file) => basename(file)));
  }

  /** Empty where there is none. */
  read(file: string): string {
    return this.places.has(file) ? readFileSync(join(this.root, file), 'utf8') : '';
  }

  /** From the root, from the folder of the file that cites it, by its last part, or as what a build makes of a source. */
  has(cited: string, citing: string): boolean {
    const path = cited.replace(/\/$/u, '');
    const source = /^dist\/(.*)\.js$/u.exec(path)?.[1];
    if (source !== undefined) return ['.ts', '.tsx', '.mjs'].some((kind) => this.places.has(source + kind));
    const [fromRoot, fromThere] = [normalize(path), normalize(join(dirname(citing), path))];
    if (this.places.has(fromRoot) || this.places.has(fromThere)) return true;
    if (path.includes('*')) return this.matches(fromRoot) || this.matches(fromThere);
    if (!path.includes('/')) return this.names.has(path);
    return !path.startsWith('..') && this.files.some((file) => file.endsWith(`/${path}`));
  }

  private matches(pattern: string): boolean {
    const parts = pattern.split(/\*+/u).map((part) => escaped(part));
    const form = new RegExp(`(?:^|/)${parts.join('.*')}$`, 'u');
    return [...this.places].some((place) => form.test(place));
  }

  /** Lines of `docs/requirements.md` that hold today, and those it says are not built yet. */
  requirements(): { holding: string[]; notBuilt: string[] } {
    const [holding = '', notBuilt = ''] = this.read('docs/requirements.md').split(/^## Not built yet$/mu);
    const defined = (text: string) => [...text.matchAll(/^- (R\d{2}[a-z]?) /gmu)].map(([, number = '']) => number);
    return { holding: defined(holding), notBuilt: defined(notBuilt) };
  }

  questions(): string[] {
    return [...this.read('docs/faq.md').matchAll(/^\| (F\d{1,2}) \|/gmu)].map(([, number = '']) => number);
  }

  decisions(): number[] {
    return this.files.flatMap((file) => {
      const [, number] = /^docs\/adr\/(\d{4})-[\w-]+\.md$/u.exec(file) ?? [];
      return number === undefined ? [] : [Number(number)];
    });
  }

  hasSection(page: string, section: number): boolean {
    return new RegExp(`^## ${section}\\. `, 'mu').test(this.read(`docs/${page}`));
  }

  scripts(): string[] {
    return Object.keys((JSON.parse(this.read('package.json')) as { scripts: object }).scripts);
  }
}

const filesBelow = (root: string, folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    : [];

const withFolders = (file: string): string[] => {
  const parts = file.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};

const escaped = (text: string): string => text.replaceAll(/[.$()+?[\]\\^|]/gu, String.raw`\$&`);
