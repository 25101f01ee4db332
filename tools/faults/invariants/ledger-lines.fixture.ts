import { createHash } from 'node:crypto';
import type { AccountFact, MailFact, RegistrationFact } from '../facts.js';
import type { JourneyRun, ReceivedMail, Told } from '../ledgers.js';

const start = Date.parse('2026-11-24T08:00:00Z');
/** Seconds after the start of the run. */
export const at = (seconds: number): Date => new Date(start + seconds * 1_000);
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
/** The older and the newer link of case A. */
export const tokens = { older: 'older-token-older-token-1', newer: 'newer-token-newer-token-2' };
export const [completed, awaiting, expired] = ['PRC-AAAA-AAAA', 'PRC-BBBB-BBBB', 'PRC-CCCC-CCCC'];

export const registration = (caseNumber: string, more: Partial<RegistrationFact>): RegistrationFact => ({
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
export const link = (token: string, more: object) => ({
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
