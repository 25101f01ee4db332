import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { actionsOf, eventsApart } from './history-cost.js';

const recorded = new URL('../../libs/workflows/src/histories/registration-0.1.0-completed.json', import.meta.url);
const { events } = JSON.parse(readFileSync(recorded, 'utf8')) as { events: { eventType: string }[] };
const types = events.map(({ eventType }) => eventType.replace('EVENT_TYPE_', ''));

test('a happy registration costs the 10 actions that its own test counts', () => expect(actionsOf(types)).toBe(10));

test('local activities of one task are one action, of two tasks two', () => {
  const task = ['WORKFLOW_TASK_COMPLETED', 'MARKER_RECORDED', 'MARKER_RECORDED'];
  expect([actionsOf(task), actionsOf([...task, ...task])]).toEqual([1, 2]);
});

test('two histories are compared kind by kind', () => {
  expect(eventsApart(['A', 'A', 'B'], ['B', 'C'])).toEqual(['+2 A', '-1 C']);
  expect(eventsApart(types, types)).toEqual([]);
});
