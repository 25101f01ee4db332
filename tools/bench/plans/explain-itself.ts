import { Client } from 'pg';

/** A step of a plan, as `EXPLAIN (FORMAT JSON)` tells it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Plans?: PlanNode[];
}

/** One run of one statement: how it was planned and how long it took. Also those that a foreign key runs by itself. */
export interface ExplainedRun {
  /** As it was prepared, on one line: values stand as `$1`. */
  statement: string;
  ms: number;
  plan: PlanNode;
}

/** From now on a client that connects to this database as `role` is told, in notices, how PostgreSQL came to each answer. As the superuser. */
export async function explainItself(adminUrl: string, role: string): Promise<void> {
  const admin = new Client(adminUrl);
  await admin.connect();
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
    client_min_messages: 'notice',
  };
  const { rows } = await admin.query<{ database: string }>('select current_database() as database');
  for (const [name, value] of Object.entries(settings))
    await admin.query(`alter role ${role} in database ${rows[0]?.database} set ${name} = '${value}'`);
  await admin.end();
}

/** What `auto_explain` wrote; undefined for any other notice. */
export function explainedRun(notice: string): ExplainedRun | undefined {
  const [, ms, json] = /^duration: ([\d.]+) ms {2}plan:\n(.*)$/su.exec(notice) ?? [];
  if (json === undefined) return undefined;
  const { 'Query Text': text, Plan: plan } = JSON.parse(json) as { 'Query Text': string; Plan: PlanNode };
  return { statement: text.replaceAll(/\s+/gu, ' ').trim(), ms: Number(ms), plan };
}

export const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
