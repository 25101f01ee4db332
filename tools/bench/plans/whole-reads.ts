import { type ExplainedRun, nodesOf, type PlanNode } from './explain-itself.js';

/** What a plan may read whole: any table that is not `grown`, and an index that is `small`, for it holds what is unfinished only. */
export interface Sizes {
  grown: ReadonlySet<string>;
  small: ReadonlySet<string>;
}

/** Where a plan reads all of a table that grows, or all of an index that holds most of its rows, though it wants a few. */
export const wholeReads = ({ plan }: ExplainedRun, sizes: Sizes): string[] =>
  nodesOf(plan).flatMap((node) => wholeRead(node, sizes) ?? []);

function wholeRead(node: PlanNode, { grown, small }: Sizes): string | undefined {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, 'Index Cond': condition } = node;
  if (type.endsWith('Seq Scan')) return table && grown.has(table) ? `all of ${table}` : undefined;
  return index && !condition && !small.has(index) ? `all of ${index}` : undefined;
}

/** What a plan looks things up by, and what it reads whole. */
export const waysOf = ({ plan }: ExplainedRun): string =>
  [
    ...new Set(
      nodesOf(plan).flatMap(({ 'Node Type': type, 'Relation Name': table, 'Index Name': index }) =>
        index ? [index] : type.endsWith('Seq Scan') ? [`all of ${table ?? ''}`] : [],
      ),
    ),
  ].join(', ');
