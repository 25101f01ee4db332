import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { ProblemCode } from '@app/contracts';
import { crashPoint, hashOf, keepAnswer, readKey, takeKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from 'express';
import type { Answer } from './answer.js';
import { invalid, Problem, problem, type ProblemDetails } from './problem.js';
import { fieldTexts } from './texts.fr.js';

/** What a repeated request is recognized by. */
export interface RepeatableRequest {
  route: 'registrations' | 'resend';
  /** As the caller wrote it in `Idempotency-Key`; without one a request is never a repetition. */
  key: string | undefined;
  /** Everything of the request that must be the same, in an order of its own. */
  content: unknown;
}

/** The header's value, if there is one: 1–128 visible ASCII characters. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const key = context.switchToHttp().getRequest<Request>().get('Idempotency-Key');
  if (key === undefined || /^[\x21-\x7e]{1,128}$/u.test(key)) return key;
  throw invalid('Idempotency-Key', 'idempotency-key', fieldTexts['idempotency-key']);
});

/** What a request has come to: `answer` is absent while the journey is still asked. */
export interface Begun<Body> {
  registrationId: string | null;
  answer?: Answer<Body>;
}

/**
 * Does the deed in one transaction and keeps what came of it under the request's key; a repetition waits for the first
 * one under way and gets what that one kept, refusals too. 422 `idempotency-key-reused` when the content differs.
 * The deed may throw a `Problem` as long as it has written nothing.
 */
export async function once<Body>(
  em: EntityManager,
  request: RepeatableRequest,
  deed: (tx: EntityManager) => Promise<Begun<Body>>,
): Promise<Begun<Body>> {
  const outcome = await em.transactional(async (tx) => {
    const before = await begin<Body>(tx, request);
    if (before) return before;
    try {
      const done = await deed(tx);
      await keep(tx, request, done);
      crashPoint(`api.${request.route}.before-commit`);
      return done;
    } catch (error) {
      if (!isKept(error)) throw error;
      await keep(tx, request, refusalAnswer(error));
      return error;
    }
  });
  if (outcome instanceof Problem) throw outcome;
  crashPoint(`api.${request.route}.after-commit`);
  return outcome;
}

async function begin<Body>(
  tx: EntityManager,
  { route, key, content }: RepeatableRequest,
): Promise<Begun<Body> | undefined> {
  if (key === undefined) return undefined;
  const hash = hashOf(JSON.stringify(content));
  if (await takeKey(tx, { route, key }, hash)) return undefined;
  const row = await readKey(tx, { route, key });
  if (row?.bodyHash !== hash) throw problem('idempotency-key-reused');
  const { registrationId } = row;
  if (row.status === null) return { registrationId };
  if (row.status < 400) return { registrationId, answer: { status: row.status, body: row.answer as Body } };
  const { code, details } = row.answer as { code: ProblemCode; details: ProblemDetails };
  throw problem(code, details);
}

export async function keep(
  em: EntityManager,
  { route, key }: RepeatableRequest,
  { registrationId, answer }: Begun<unknown>,
): Promise<void> {
  if (key === undefined) return;
  const kept = { registrationId, status: answer?.status ?? null, answer: answer?.body ?? null };
  await keepAnswer(em, { route, key }, kept);
}

export const refusalAnswer = (
  { code, details, status }: Problem,
  registrationId: string | null = null,
): Begun<unknown> => ({
  registrationId,
  answer: { status, body: { code, details } },
});

/** 400, 429 and 5xx are not: the same request may succeed later. */
const isKept = (error: unknown): error is Problem =>
  error instanceof Problem && error.status > 400 && error.status < 500 && error.status !== 429;
