import { createHash } from 'node:crypto';
import { liveOn } from './living-account.fixture.js';
import type { AccountFact, MailFact, RegistrationFact } from '../facts.js';
import type { JourneyRun, Ledgers, ReceivedMail, Told } from '../ledgers.js';

const start = Date.parse('2026-11-24T08:00:00Z');
/** Seconds after the start of the run. */
export const at = (seconds: number): Date => new Date(start + seconds * 1_000);
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
/** The older and the newer link of case A. */
export const tokens = { older: 'older-token-older-token-1', newer: 'newer-token-newer-token-2' };
export const [completed, awaiting, expired] = ['PRC-AAAA-AAAA', 'PRC-BBBB-BBBB', 'PRC-CCCC-CCCC'];

const registration = (caseNumber: string, more: Partial<RegistrationFact>): RegistrationFact => ({
  ...{
    id: `id-${caseNumber}`,
    publicId: `public-${caseNumber}`,
    caseNumber,
    siret: caseNumber,
    reason: null,
    blockedReason: null,
  },
  ...{
    status: 'awaiting-password',
    receivedAt: at(0),
    openedAt: at(1),
    reviewUntil: null,
    deadline: at(101),
    endedAt: null,
    mailNumber: 0,
  },
  ...more,
});
export const mail = (caseNumber: string, kind: string, more: Partial<MailFact> = {}): MailFact => ({
  ...{
    id: `${kind}-${more.number ?? 0}-${caseNumber}`,
    registrationId: `id-${caseNumber}`,
    accountId: null,
    kind,
    number: 0,
    ambiguous: 0,
    attempts: 1,
  },
  ...{
    messageId: `${kind}${more.number ?? 0}${caseNumber}`,
    state: 'accepted',
    reply: '250 OK',
    dueAt: at(1),
    attemptedAt: at(1),
    acceptedAt: at(2),
  },
  ...more,
});
/** A copy of it in the inbox. */
export const copyOf = ({ messageId, kind }: MailFact, token?: string, receivedAt = at(2)): ReceivedMail => ({
  ...{
    to: 'a@canary.example',
    subject: kind,
    receivedAt,
    code: null,
    text: '',
    messageId: `<${messageId}@parcours.example>`,
  },
  links: token ? [`http://localhost:8080/mot-de-passe/creer/${token}`] : [],
});
export const run = (caseNumber: string, more: Partial<JourneyRun>): JourneyRun => ({
  ...{
    ...{ journey: 'registration', subject: caseNumber, caseNumber },
    runId: `run-${caseNumber}`,
    status: 'COMPLETED',
    stage: undefined,
    startedAt: at(0),
    ending: undefined,
  },
  ...{
    timers: [],
    activities: [],
    taskFailures: [],
    pendingTaskAttempt: 0,
    clearText: `{"caseNumber":"${caseNumber}"}`,
  },
  ...more,
});
export const told = (act: Told['act'], caseNumber: string, status: number | null, more: Partial<Told> = {}): Told => ({
  ...{
    journey: 0,
    act,
    method: 'POST',
    path: `/v1/registrations/public-${caseNumber}/${act}`,
    request: { caseNumber },
    status,
  },
  ...{ body: { caseNumber }, sentAt: at(0).getTime(), answeredAt: at(1).getTime() },
  ...more,
});
export const notice = (subject: string, id: string, journey = 'registration') => ({
  id,
  journey,
  subject,
  createdAt: at(0),
  deliveredAt: at(1),
  stuckAt: null,
});
export const line = (subject: string, event: string) => ({
  ...{ at: at(0), event, actor: 'person', subject, outcome: 'done', decisionId: null, correlationId: null },
});
export const account = (id: string, caseNumber: string, more: Partial<AccountFact>): AccountFact => ({
  ...{ id, registrationId: `id-${caseNumber}`, siret: caseNumber, status: 'pending', hasPassword: false },
  ...{ credentialsVersion: 1, ...more },
});
const link = (token: string, more: object) => ({
  ...{
    id: token,
    purpose: 'creation' as const,
    registrationId: `id-${completed}`,
    accountId: 'a',
    tokenHash: hashOf(token),
    issuedAt: at(1),
    liveAt: at(1),
  },
  ...{ expiresAt: at(101), supersededAt: null, usedAt: null },
  ...more,
});

/** Three cases that went well: completed after a resend, waiting for its password, expired; `spoil` plants what must be found. */
export function ledgers(spoil: (clean: Ledgers) => void = () => undefined): Ledgers {
  const [first, second] = [mail(completed, 'creation'), mail(completed, 'creation', { number: 1, dueAt: at(5) })];
  const others = [
    mail(completed, 'welcome'),
    mail(awaiting, 'creation'),
    mail(expired, 'creation'),
    mail(expired, 'expired'),
  ];
  const reminder = mail(expired, 'reminder-half-way', { dueAt: at(52) });
  const opened = (caseNumber: string) =>
    ['registration.received', 'registration.opened'].map((event) => line(caseNumber, event));
  const clean: Ledgers = {
    told: [
      told('register', completed, 201, { key: 'key-a', path: '/v1/registrations' }),
      told('register', completed, 201, { key: 'key-a', path: '/v1/registrations' }),
      told('resend', completed, 202, { key: 'key-r', body: { canResendAt: 'later' } }),
      told('create-password', completed, 409, {
        request: { caseNumber: completed, token: tokens.older },
        sentAt: at(9).getTime(),
      }),
      told('create-password', completed, 200, {
        request: { caseNumber: completed, token: tokens.newer },
        sentAt: at(10).getTime(),
      }),
      told('register', awaiting, 202, { path: '/v1/registrations' }),
      told('register', expired, 201, { path: '/v1/registrations' }),
    ],
    facts: {
      registrations: [
        registration(completed, { status: 'completed', endedAt: at(10), mailNumber: 1 }),
        registration(awaiting, { receivedAt: at(60), openedAt: at(61), deadline: at(961) }),
        registration(expired, { status: 'expired', endedAt: at(102) }),
      ],
      accounts: [account('a', completed, { status: 'active', hasPassword: true }), account('b', awaiting, {})],
      links: [
        link(tokens.older, { supersededAt: at(6) }),
        link(tokens.newer, { issuedAt: at(5), liveAt: at(6), usedAt: at(10) }),
      ],
      mails: [first, second, ...others, reminder],
      notices: [...['1', '2', '3'].map((id) => notice(completed, id)), notice(awaiting, '4'), notice(expired, '5')],
      audits: [
        ...[...opened(completed), line(completed, 'mail.asked'), line(completed, 'password.created')],
        ...opened(awaiting),
        ...[...opened(expired), line(expired, 'registration.expired')],
      ],
      ...{ lockouts: [], resetRequests: [], resets: [], sessions: [] },
    },
    journeys: [
      run(completed, {
        ending: 'completed',
        stage: 'completed',
        timers: [{ startedAt: at(1), dueAt: at(50), canceledAt: at(10) }],
      }),
      run(awaiting, { status: 'RUNNING', stage: 'awaiting-password', timers: [{ startedAt: at(61), dueAt: at(511) }] }),
      run(expired, {
        ending: 'expired',
        stage: 'expired',
        timers: [{ startedAt: at(1), dueAt: at(101), firedAt: at(101.5) }],
      }),
    ],
    inbox: [
      copyOf(first, tokens.older),
      copyOf(second, tokens.newer, at(6)),
      ...[...others, reminder].map((each) => copyOf(each)),
    ],
    ...{ handOvers: [], misread: [], faults: [] },
    logs: [{ name: 'api', text: '{"path":"/v1/registrations/…"}' }],
    secrets: new Set(['nadia.canary@canary.example', 'CanaryMartin', tokens.newer]),
    readAt: at(120),
  };
  liveOn(clean, completed, 'a');
  spoil(clean);
  return clean;
}
