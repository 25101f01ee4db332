import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { registrationWorkflowId } from '@app/contracts';
import type { Bench } from './bench.js';
import type { Figure } from './figure.js';
import { actionsOf, type EventTypes, eventsApart } from './history-cost.js';
import type { RecordedStatement } from './sql-recorder.js';

const pages = ['/', '/inscrire-un-etablissement', '/mot-de-passe/code', '/se-connecter', '/aide'];

/** What does not depend on the machine: events and actions of a happy journey, round trips to PostgreSQL, bytes of pages. */
export async function counts(bench: Bench): Promise<Figure[]> {
  return [...(await ofHistory(bench)), ...(await ofSql(bench)), ...(await ofPages(bench))];
}

async function ofHistory(bench: Bench): Promise<Figure[]> {
  const [product, composite, { register }] = [await bench.product(), await bench.composite(), await bench.journey()];
  const connection = await Connection.connect({ address: product.temporalAddress });
  const client = new Client({ connection });
  const typesOf = async (workflowId: string): Promise<EventTypes> => {
    const { events = [] } = await client.workflow.getHandle(workflowId).fetchHistory();
    const names = proto.temporal.api.enums.v1.EventType;
    return (events ?? []).map(({ eventType }) => names[eventType ?? 0]?.replace('EVENT_TYPE_', '') ?? '');
  };
  const id = await composite.journey(product.others.take());
  await client.workflow.getHandle(`bare:${id}`).result();
  const ofJourney = await typesOf(registrationWorkflowId(caseNumberIn(register)));
  const ofComposite = await typesOf(`bare:${id}`);
  await connection.close();
  const apart = eventsApart(ofJourney, ofComposite);
  const part = 'counts';
  return [
    {
      ...{ part, what: 'events of a happy registration', measured: ofJourney.length },
      ...{ target: { better: 'less', goal: 30, floor: 40 } },
      note: `composite ${ofComposite.length}${apart.length > 0 ? `: ${apart.join(', ')}` : ', of the same kinds'}`,
    },
    {
      ...{ part, what: 'actions of a happy registration', measured: actionsOf(ofJourney) },
      target: { better: 'less', goal: 8, floor: 10 },
    },
  ];
}

const caseNumberIn = (statements: readonly RecordedStatement[]): string =>
  /PRC(?:-[0-9A-Z]{4}){2}/u.exec(statements.map(({ text }) => text).join(' '))?.[0] ?? '';

async function ofSql(bench: Bench): Promise<Figure[]> {
  const journey = await bench.journey();
  const note = 'with what goes on behind the answer';
  return [
    { what: 'registering', statements: journey.register, note },
    { what: 'creating the password', statements: journey.password, note },
    { what: 'the worker, a whole journey', statements: journey.worker, note: 'with the polling of a few seconds' },
  ].map(({ what, statements, note: told }) => ({
    ...{ part: 'counts', what: `round trips to PostgreSQL: ${what}`, measured: statements.length, note: told },
  }));
}

async function ofPages(bench: Bench): Promise<Figure[]> {
  const product = await bench.product();
  const web = await product.start('web', { API_URL: product.api.url });
  const bytesOf = async (path: string) => {
    const answer = await fetch(`${web.url}${path}`);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const figures: Figure[] = [];
  let loaded: string[] = [];
  for (const path of pages) {
    const html = await bytesOf(path);
    loaded = html.toString().match(/\/assets\/[\w-]+\/(?:style\.css|enhance\.js)/gu) ?? loaded;
    figures.push({ part: 'counts', what: `html of ${path}`, measured: html.length, unit: 'B' });
  }
  for (const path of new Set(loaded)) {
    const { length } = await bytesOf(path);
    figures.push({ part: 'counts', what: path.split('/').at(-1) ?? path, measured: length, unit: 'B' });
  }
  await web.stop();
  return figures;
}
