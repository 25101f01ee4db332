import { expect, test } from '@jest/globals';
import type { NextFunction, Request, Response } from 'express';
import { refuseOtherSites } from './cross-site.js';
import { Problem } from './problem.js';

const ours = 'https://parcours.example';
/** `passes`, or the code of the refusal. */
function answerTo(method: string, headersDistinct: Record<string, string[]>): string {
  const given: unknown[] = [];
  const next: NextFunction = (error?: unknown) => void given.push(error);
  refuseOtherSites(ours)({ method, headersDistinct } as unknown as Request, {} as Response, next);
  expect(given).toHaveLength(1);
  return given[0] instanceof Problem ? given[0].code : 'passes';
}

test.each([
  ['ours', { 'sec-fetch-site': ['same-origin'] }, 'passes'],
  ['a program, which tells nothing', {}, 'passes'],
  ['a neighbour of our domain', { 'sec-fetch-site': ['same-site'] }, 'cross-site-refused'],
  ['another site', { origin: ['https://evil.example'] }, 'cross-site-refused'],
])('R42 what changes something and comes from %s: %j %s', (_, headers: Record<string, string[]>, answer) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    expect([method, answerTo(method, headers)]).toEqual([method, answer]);
});

test('R42 what only reads may be asked from another site: a link leads there', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    expect(answerTo(method, { 'sec-fetch-site': ['cross-site'] })).toBe('passes');
});
