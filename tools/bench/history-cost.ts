/** Types of a history's events, oldest first: `EVENT_TYPE_…` of Temporal's API, without the prefix. */
export type EventTypes = readonly string[];

const billedOnce = new Set([
  ...['WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED', 'WORKFLOW_EXECUTION_SIGNALED'],
  ...['ACTIVITY_TASK_SCHEDULED', 'TIMER_STARTED', 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'],
]);

/**
 * Actions as Temporal Cloud bills them (its documentation, « Actions »): start, update, signal, activity, timer, upsert of search
 * attributes; local activities of one workflow task count as one. Retries of activities leave no event and are not counted.
 */
export function actionsOf(events: EventTypes): number {
  const billed = events.filter((type) => billedOnce.has(type)).length;
  const tasks = events.join(' ').split('WORKFLOW_TASK_COMPLETED').slice(1);
  return billed + tasks.filter((commands) => commands.includes('MARKER_RECORDED')).length;
}

/** Kinds of events of which one history has more than the other: `+2 TIMER_STARTED`. */
export function eventsApart(one: EventTypes, other: EventTypes): string[] {
  const count = (events: EventTypes, type: string) => events.filter((each) => each === type).length;
  return [...new Set([...one, ...other])].flatMap((type) => {
    const more = count(one, type) - count(other, type);
    return more === 0 ? [] : [`${more > 0 ? '+' : ''}${more} ${type}`];
  });
}
