import type { IncomingHttpHeaders } from 'node:http';
import type { DemoEstablishment } from '@app/partners';

export type Known = ReadonlyMap<string, DemoEstablishment>;

/** Below the service's own address. */
export interface Question {
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

/** How one directory is asked, and how it answers: its real wire format, traps included. */
export interface DirectorySimulator {
  /** Undefined when the question is about no SIRET. */
  siretOf(question: Question): string | undefined;
  answer(question: Question, known: Known): { status: number; json: unknown };
  /** The body that comes with an error. */
  error(status: number, message: string): unknown;
}
