/** What a text may cite of this repository, so that a test can ask whether it is there. */
export interface Citations {
  /** Lines of `docs/requirements.md`: `R01`, `R32b`. A range (`R25–R33`) cites all of it. */
  requirements: string[];
  /** Questions of `docs/faq.md`: `F3`. */
  questions: string[];
  /** Numbers of `docs/adr`. */
  decisions: number[];
  /** Files and folders; `*` stands for anything. */
  paths: string[];
  /** Numbered sections of a page of `docs`, with its suffix or without: `contract.md` §2. */
  sections: { page: string; section: number }[];
  /** Of package.json. */
  scripts: string[];
}

const numbersOf = (first: string, last = first): string[] => {
  const [from, to] = [Number(first), Number(last)];
  return Array.from({ length: Math.max(to - from, 0) + 1 }, (_, index) =>
    String(from + index).padStart(first.length, '0'),
  );
};

/** A number stands alone: hexadecimal, base 64, an escape such as `%F3` and an identifier hold none. */
const alone = String.raw`(?<![\w#%&+./=\\-])`;
const requirement = new RegExp(String.raw`${alone}R(\d{2})(?:–R(\d{2})|([a-z]))?(?![\w+/=])`, 'gu');
const question = new RegExp(String.raw`${alone}F(\d{1,2})(?:–F(\d{1,2}))?(?![\w+/=])`, 'gu');
const decision = /\bADRs? (\d{1,4})\b/gu;
const section = /([a-z][\w-]*?)(?:\.md)?`? §(\d+)/gu;
const script = /\bnpm run (?:-s )?([a-z][\w-]*(?::[\w-]+)*:?)/gu;

const folders = '(?:apps|libs|tools|e2e|docs|data)';
const kinds = '(?:tsx?|mjs|js|md|json|csv|css|svg|patch|ya?ml)';
const pathLetters = String.raw`[\w.@{},*<>…/:-]`;
const quotedPath = new RegExp(
  String.raw`${'`'}((?:\.{1,2}/)*(?:${folders}/${pathLetters}*|${pathLetters}+\.${kinds}))${'`'}`,
  'gu',
);
const barePath = new RegExp(
  String.raw`(?<![\w/.${'`'}@$-])((?:(?:\.\./)+|(?:\.\./)*${folders}/)[\w.{},*/-]*[\w}*])`,
  'gu',
);
const linkedPath = /\]\((?!https?:|#)([^)#\s]+)/gu;

/** Of another place than this repository, written by a build or by a running product, or an example. */
const ofNoRepository =
  /^\/|^\.(?:cache|data)\b|^dist\/workflow-bundle\.js$|^(?:file\.csv|(?:secrets|environment|report)\.json|report\.md|plot\.svg)$/u;

/** `{a,b}` is two paths; a placeholder (`<journey>`, `…`) stands for anything. */
function spelledOut(path: string): string[] {
  const [all, choices] = /\{([^{}]*)\}/u.exec(path) ?? [];
  if (all === undefined || choices === undefined) return [path.replaceAll(/<[^>]*>|…/gu, '*')];
  return choices.split(',').flatMap((choice) => spelledOut(path.replace(all, choice)));
}

export function citationsIn(text: string): Citations {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)];
  const paths = [quotedPath, barePath, linkedPath].flatMap(found).map(([, path = '']) => path);
  return {
    requirements: found(requirement).flatMap(([, first = '', last, letter = '']) =>
      numbersOf(first, last).map((number) => `R${number}${letter}`),
    ),
    questions: found(question).flatMap(([, first = '', last]) => numbersOf(first, last).map((number) => `F${number}`)),
    decisions: found(decision).map(([, number]) => Number(number)),
    paths: [...new Set(paths)].filter((path) => !ofNoRepository.test(path)).flatMap(spelledOut),
    sections: found(section).map(([, page = '', number]) => ({ page: `${page}.md`, section: Number(number) })),
    scripts: found(script).map(([, name = '']) => name),
  };
}
