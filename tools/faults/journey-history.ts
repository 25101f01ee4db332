import type { ActivityLine, JourneyRun } from './ledgers.js';

type Event = { eventId: string; eventTime: string; eventType: string } & Record<string, unknown>;
type Fields = Record<string, unknown>;

/** What the events of a history say, in its JSON form. */
export interface HistoryReading extends Pick<JourneyRun, 'ending' | 'timers' | 'taskFailures' | 'clearText'> {
  activities: (ActivityLine & { id: string })[];
}

const ends = { COMPLETED: 'completed', FAILED: 'failed', TIMED_OUT: 'timed-out', CANCELED: 'canceled' } as const;

export function readHistory(history: unknown): HistoryReading {
  const { events } = history as { events: Event[] };
  const timers = new Map<string, HistoryReading['timers'][number]>();
  const activities = new Map<string, HistoryReading['activities'][number]>();
  const taskFailures: HistoryReading['taskFailures'] = [];
  let ending: string | undefined;

  for (const event of events) {
    const at = new Date(event.eventTime);
    const type = event.eventType.replace('EVENT_TYPE_', '');
    const of = fieldsOf(event);
    const timer = timers.get(String(of.startedEventId));
    const activity = activities.get(String(of.scheduledEventId));
    if (type === 'TIMER_STARTED')
      timers.set(event.eventId, { startedAt: at, dueAt: new Date(at.getTime() + milliseconds(of.startToFireTimeout)) });
    else if (type === 'TIMER_FIRED' && timer) timer.firedAt = at;
    else if (type === 'TIMER_CANCELED' && timer) timer.canceledAt = at;
    else if (type === 'ACTIVITY_TASK_SCHEDULED')
      activities.set(event.eventId, {
        id: String(of.activityId),
        type: nameOf(of.activityType),
        attempts: 0,
        end: 'pending',
      });
    else if (type === 'ACTIVITY_TASK_STARTED' && activity)
      Object.assign(activity, { attempts: Number(of.attempt), ...failureOf(of.lastFailure) });
    else if (type.startsWith('ACTIVITY_TASK_') && activity) {
      const end = ends[type.replace('ACTIVITY_TASK_', '') as keyof typeof ends];
      if (end) Object.assign(activity, { end, ...failureOf(of.failure) });
    } else if (type === 'WORKFLOW_TASK_FAILED')
      taskFailures.push({
        cause: String(of.cause).replace('WORKFLOW_TASK_FAILED_CAUSE_', ''),
        message: (of.failure as { message?: string } | undefined)?.message ?? '',
      });
    else if (type === 'WORKFLOW_EXECUTION_COMPLETED') ending = firstPayload(of.result);
  }
  const clearText = JSON.stringify(decoded(events));
  return { ending, timers: [...timers.values()], activities: [...activities.values()], taskFailures, clearText };
}

/** The one attribute of an event that is an object named for it. */
function fieldsOf(event: Event): Fields {
  const [, fields] = Object.entries(event).find(([name]) => name.endsWith('EventAttributes')) ?? [];
  return (fields ?? {}) as Fields;
}

const nameOf = (type: unknown): string => (type as { name?: string } | undefined)?.name ?? '';

/** `3.5s`, as protobuf writes a duration in JSON, or its parts. */
function milliseconds(duration: unknown): number {
  if (typeof duration === 'string') return Math.round(Number.parseFloat(duration) * 1_000);
  const { seconds = 0, nanos = 0 } = (duration ?? {}) as { seconds?: string | number; nanos?: number };
  return Number(seconds) * 1_000 + nanos / 1e6;
}

function failureOf(failure: unknown): Pick<ActivityLine, 'failure'> {
  const { message, applicationFailureInfo } = (failure ?? {}) as {
    message?: string;
    applicationFailureInfo?: { type?: string };
  };
  return message === undefined ? {} : { failure: { type: applicationFailureInfo?.type ?? '', message } };
}

function firstPayload(result: unknown): string | undefined {
  const [payload] = (decoded(result) as { payloads?: unknown[] } | undefined)?.payloads ?? [];
  return typeof payload === 'string' ? (JSON.parse(payload) as string) : undefined;
}

/** The same with every payload in words: so an operator sees it, and so must it be searched. */
export function decoded(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  const { data, metadata } = value as { data?: unknown; metadata?: unknown };
  if (metadata && typeof data === 'string') return Buffer.from(data, 'base64').toString('utf8');
  if (metadata && data instanceof Uint8Array) return Buffer.from(data).toString('utf8');
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, decoded(inner)]));
}
