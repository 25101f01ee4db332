import type { ConflictProblem, CredentialsProblem, Problem as ProblemBody } from '@app/contracts/http';
import { type ProblemCode, problems } from '@app/contracts';
import type { z } from 'zod';

type Body = z.infer<typeof ProblemBody>;
/** What an answer says beyond its code. `retryAfter`: whole seconds, sent as the header of that name. */
export type ProblemDetails = Pick<z.infer<typeof ConflictProblem>, 'errors' | 'registration' | 'administrators'> &
  Pick<z.infer<typeof CredentialsProblem>, 'triesLeft'> & { retryAfter?: number };

/** A refusal on its way to the caller; the filter writes it as RFC 9457. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(code);
  }

  get status(): number {
    return problems[this.code].status;
  }

  body(): Body {
    const { retryAfter: _header, ...details } = this.details;
    return {
      type: `urn:parcours:${this.code}`,
      title: problems[this.code].title,
      status: this.status,
      code: this.code,
      ...details,
    };
  }
}

export const problem = (code: ProblemCode, details?: ProblemDetails): Problem => new Problem(code, details);

export const invalid = (path: string, code: string, message: string): Problem =>
  problem('request-invalid', { errors: [{ path, code, message }] });
