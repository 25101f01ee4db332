import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata } from '@nestjs/common';
import type { z } from 'zod';
import { type Problem, problem } from './problem.js';
import { type FieldError, fieldTexts } from './texts.fr.js';

type Issue = z.core.$ZodIssue;
interface Fault {
  path: PropertyKey[];
  code: FieldError;
}

/** No shape of ours is deeper than three levels; what is deeper by far would exhaust the stack of whoever walks it. */
const deepest = 8;

/** Judges a body by the schema of its route: 422 with every fault by path (R48). */
export class RequestShape extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => refused((issues as readonly Issue[]).flatMap(faultsOf)) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const fault = metadata.type === 'body' ? unwritable(value) : undefined;
    if (fault) throw refused([fault]);
    return super.transform(value, metadata);
  }
}

const refused = (faults: Fault[]): Problem =>
  problem('request-invalid', {
    errors: faults.map(({ path, code }) => ({ path: path.join('.'), code, message: fieldTexts[code] })),
  });

/** PostgreSQL stores no NUL, and UTF-8 no lone surrogate: neither may get further than here, whatever the field. */
function unwritable(value: unknown, path: PropertyKey[] = []): Fault | undefined {
  if (path.length > deepest) return { path: path.slice(0, 1), code: 'too-deep' };
  if (typeof value === 'string') return isWritable(value) ? undefined : { path, code: 'characters' };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isWritable(key)) return { path, code: 'characters' };
    if (dropped.has(key)) return { path: [...path, key], code: 'unknown-field' };
    const fault = unwritable(inner, [...path, key]);
    if (fault) return fault;
  }
  return undefined;
}

/** Nest would take these out without a word. */
const dropped = new Set(['__proto__', 'constructor', 'prototype']);
const isWritable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

function faultsOf(issue: Issue): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], code: 'unknown-field' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return closest(issue.errors).flatMap(faultsOf);
  return [{ path: issue.path, code: codeOf(issue) }];
}

/** Of a choice of shapes, the one that was nearly met. */
const closest = (branches: Issue[][]): Issue[] =>
  branches.reduce((best, branch) => (branch.length < best.length ? branch : best));

/** Our shapes say what is wrong by a code of ours; zod's own words stand for the rest. */
function codeOf(issue: Issue): FieldError {
  if (Object.hasOwn(fieldTexts, issue.message)) return issue.message as FieldError;
  if (issue.code === 'invalid_type') return issue.message.endsWith('received undefined') ? 'missing' : 'wrong-type';
  if (issue.code === 'too_big') return 'too-long';
  if (issue.code === 'invalid_format') return 'characters';
  return 'not-accepted';
}
