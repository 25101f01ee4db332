import ts from 'typescript';

/** A stretch of a file, and the line on which it begins (from 1). */
export interface Stretch {
  text: string;
  line: number;
}

const lineAt = (source: string, index: number): number => source.slice(0, index).split('\n').length;

/** Comments of a TypeScript, JavaScript or CSS source. An address such as `http://…` is none. */
export function commentsIn(source: string): Stretch[] {
  const comments = source.matchAll(/(?<![^\s({[,;])(?:\/\*[^]*?\*\/|\/\/[^\n]*)/gu);
  return [...comments].map(({ 0: text, index }) => ({ text, line: lineAt(source, index) }));
}

/** Titles of the tests and groups of a spec, also of those that a table repeats; `…` stands for what a template fills in. */
export function titlesIn(source: string): Stretch[] {
  const titles: Stretch[] = [];
  const file = ts.createSourceFile('spec.tsx', source, ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:test|it|describe)\b/u.test(node.expression.getText(file))) {
      const [title] = node.arguments;
      if (title && isText(title)) titles.push({ text: words(title, file), line: lineAt(source, title.getStart(file)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return titles;
}

const isText = (node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

const words = (title: ts.StringLiteralLike | ts.TemplateExpression, file: ts.SourceFile): string =>
  ts.isStringLiteralLike(title) ? title.text : title.getText(file).replaceAll(/\$\{[^}]*\}/gu, '…');
