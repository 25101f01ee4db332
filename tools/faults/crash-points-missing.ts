import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { activitiesIn } from './crash-points.js';

/**
 * A side effect here is what the world outside the process keeps: a commit, or a statement that writes outside a transaction
 * (inside one the commit counts; by the house's habit its manager is called `tx`), a hand-over to the relay, a request counted,
 * and what Temporal is told.
 */
const effectCalls =
  /(?:^|\.)(?:transactional|flush|consume|executeUpdate|executeUpdateWithStart|signal|signalWithStart|transport\.handOver|workflow\.(?:start|execute)|schedule\.create)$/u;
const statementCalls = /(?:^|\.)(?:execute|executeTakeFirst|executeTakeFirstOrThrow|query)$/u;
const writes = /\b(?:insert into|delete from)\b|(?<!for )\bupdate \w+ |\.(?:insertInto|updateTable|deleteFrom)\(/iu;

/** Functions of which one run does one of their effects only: the effects count as one. */
const alternatives: Record<string, string> = {
  checkEligibility: 'the directory knows the establishment, or knows it without its name',
  takeRequest: 'a request is for a reset or for a renewal',
  record: 'each outcome of a hand-over is one statement',
};

type Event = { is: 'point' } | { is: 'effect'; where: string };
type Body = ts.FunctionLikeDeclaration & { body: ts.Node };

/** Side effects that no crash point precedes, or none follows, up to the next effect: `file:line call`. */
export function effectsWithoutPoints(files: readonly string[]): string[] {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync('tsconfig.json', 'utf8')) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  // Only our own functions are followed: nothing else is read, which saves most of the time.
  const ours = { ...options, noEmit: true, noLib: true, types: [] };
  const host = ts.createCompilerHost(ours);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (file) => !file.includes('/node_modules/') && fileExists(file);
  const program = ts.createProgram(files, ours, host);
  const walk = new Walk(program.getTypeChecker(), new Set(activitiesIn('.')));
  const sources = files.map((file) => program.getSourceFile(file)).filter((source) => source !== undefined);
  const all = sources.flatMap((source) => functionsIn(source));
  const ways = all.map((one) => ({ one, events: walk.eventsOf(one) }));
  // Whoever is called by nobody begins a way through the sources; all others are passed on one.
  return [...new Set(ways.filter(({ one }) => !walk.called.has(one)).flatMap(({ events }) => bare(events)))].sort();
}

function bare(events: readonly Event[]): string[] {
  return events.flatMap((event, index) => {
    if (event.is === 'point') return [];
    return events[index - 1]?.is === 'point' && events[index + 1]?.is === 'point' ? [] : [event.where];
  });
}

function functionsIn(node: ts.Node): Body[] {
  const below: Body[] = [];
  // A function given to a call, or returned at once, is part of what surrounds it.
  const visit = (child: ts.Node): void => {
    if (isBody(child) && nameOf(child) !== undefined) below.push(child);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return below;
}

const isBody = (node: ts.Node): node is Body =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !ts.isConstructorDeclaration(node);

function nameOf(node: ts.Node): string | undefined {
  const holder = ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? node.parent : node;
  const named =
    ts.isFunctionDeclaration(holder) ||
    ts.isMethodDeclaration(holder) ||
    ts.isVariableDeclaration(holder) ||
    ts.isPropertyAssignment(holder) ||
    ts.isPropertyDeclaration(holder);
  return named ? holder.name?.getText() : undefined;
}

/** What happens in the order of the source text, calls of our own functions followed. */
class Walk {
  readonly called = new Set<ts.Node>();
  private readonly known = new Map<ts.Node, Event[]>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly activities: ReadonlySet<string>,
  ) {}

  eventsOf(body: Body): Event[] {
    const before = this.known.get(body);
    if (before) return before;
    this.known.set(body, []); // a function that calls itself adds nothing
    const name = nameOf(body) ?? '';
    const inside = this.below(body.body);
    const once = Object.hasOwn(alternatives, name) ? firstEffect(inside) : inside;
    // The worker's interceptor holds a point before and behind each activity.
    const events: Event[] = this.activities.has(name) ? [{ is: 'point' }, ...once, { is: 'point' }] : once;
    this.known.set(body, events);
    return events;
  }

  private below(node: ts.Node): Event[] {
    // A named function happens where it is called, not where it stands.
    if (isBody(node) && nameOf(node) !== undefined) return [];
    const children: Event[] = [];
    ts.forEachChild(node, (child) => void children.push(...this.below(child)));
    return ts.isCallExpression(node) ? [...children, ...this.ofCall(node)] : children;
  }

  private ofCall(call: ts.CallExpression): Event[] {
    const callee = call.expression.getText();
    if (callee === 'crashPoint') return [{ is: 'point' }];
    if (/^(?:tx\.|tables\(tx\))/u.test(callee)) return [];
    const isStatement =
      statementCalls.test(callee) && writes.test(`${call.expression.getText()} ${call.arguments[0]?.getText() ?? ''}`);
    if (isStatement || effectCalls.test(callee)) return [{ is: 'effect', where: whereIs(call) }];
    const declaration = this.checker.getResolvedSignature(call)?.declaration;
    if (!declaration || !isBody(declaration)) return [];
    this.called.add(declaration);
    const events = this.eventsOf(declaration);
    return call.arguments[0]?.getText() === 'tx' ? events.filter(({ is }) => is === 'point') : events;
  }
}

function firstEffect(events: Event[]): Event[] {
  const first = events.findIndex(({ is }) => is === 'effect');
  return events.filter(({ is }, index) => is === 'point' || index === first);
}

function whereIs(call: ts.CallExpression): string {
  const source = call.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(call.getStart());
  return `${source.fileName.replace(`${resolve('.')}/`, '')}:${line + 1} ${call.expression.getText().split('\n').pop()?.trim()}`;
}
