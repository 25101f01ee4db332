import { waitUntil } from '../tools/local/wait-until.js';
import type { FaultKind } from '../tools/local/inbox/faults.js';
import { clearFaults, orderFault } from '../tools/local/inbox/order-faults.js';

/** What every route of the API may answer with, as far as tests look at it. */
export interface Answer {
  status: number;
  /** Seconds, of `Retry-After`. */
  retryAfter: string | null;
  /** To be sent back; undefined when none was set. */
  cookie: string | undefined;
  /** As it was sent. */
  text: string;
  body: {
    id: string;
    ownerKey: string;
    caseNumber: string;
    status: string;
    deadline: string;
    delayed: boolean;
    code?: string;
    nextStep?: string;
    identifier?: string;
    situation?: string;
  };
}
export interface Mail {
  id: string;
  subject: string;
  links: string[];
  code: string | null;
}
/** What a registration names of its establishment. */
export interface Numbers {
  siret: string;
  contract: string;
}

/** The product as everybody else sees it: an API and an inbox. */
export interface Outside {
  call(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  /** With `key`, repeatable. */
  register(numbers: Numbers, email: string, key?: string): Promise<Answer>;
  follow(id: string): Promise<Answer['body']>;
  /** Newest first. */
  mails(to: string): Promise<Mail[]>;
  /** As soon as there are `count`. */
  mailed(to: string, count?: number): Promise<Mail[]>;
  /** Message-ID and text of one of them. */
  message(id: string): Promise<{ messageId: string; text: string }>;
  /** Orders the inbox to misbehave (`docs/contract.md` §4) towards `match`. */
  fault(kind: FaultKind, match?: string, times?: number): Promise<void>;
  noFaults(): Promise<void>;
  /** `/health/live` and `/health/ready` of the API. */
  health(): Promise<{ live: number; ready: number }>;
}

export const applicant = (email: string) => ({ lastName: 'Canarinom', firstName: 'Nadia', email });

/** Of the newest of these mails that has one. */
export const tokenIn = (mails: Mail[]): string =>
  mails
    .flatMap(({ links }) => links)
    .find((link) => link.includes('/creer/'))
    ?.split('/')
    .at(-1) ?? '';

export function fromOutside(api: string, inbox: string): Outside {
  const call: Outside['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${api}/v1${path}`, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const retryAfter = response.headers.get('retry-after');
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    return { status: response.status, retryAfter, cookie, text, body: JSON.parse(text) as Answer['body'] };
  };
  const mails: Outside['mails'] = async (to) =>
    (await (await fetch(`${inbox}/messages?to=${encodeURIComponent(to)}`)).json()) as Mail[];
  const status = async (path: string) => (await fetch(`${api}${path}`)).status;
  return {
    call,
    register: ({ siret, contract }, email, key) =>
      call(
        'POST',
        '/registrations',
        { ...{ route: 'classic', siret, contractNumber: contract, acceptTerms: true }, applicant: applicant(email) },
        key ? { 'Idempotency-Key': key } : {},
      ),
    follow: async (id) => (await call('GET', `/registrations/${id}`)).body,
    mails,
    async mailed(to, count = 1) {
      await waitUntil(`${count} mails to ${to}`, async () => (await mails(to)).length >= count);
      return mails(to);
    },
    message: async (id) =>
      (await (await fetch(`${inbox}/messages/${id}`)).json()) as { messageId: string; text: string },
    fault: (fault, match, times) =>
      orderFault(inbox, { fault, ...(match ? { match } : {}), ...(times ? { times } : {}) }),
    noFaults: () => clearFaults(inbox),
    health: async () => ({ live: await status('/health/live'), ready: await status('/health/ready') }),
  };
}
