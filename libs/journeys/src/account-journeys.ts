import {
  accountMailWorkflow,
  accountMailWorkflowId,
  lockoutWorkflow,
  lockoutWorkflowId,
  mailOfJourney,
  passwordResetWorkflow,
  passwordResetWorkflowId,
  searchAttributes,
} from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { signalJourney, startJourney } from './signal-and-start.js';

type AccountJourney = keyof typeof mailOfJourney;

/** A journey of an account that has something left to do. */
export interface AccountCase {
  journey: AccountJourney;
  /** What the journey is told apart by: an account, or a lock. */
  subject: string;
  accountId: string;
  siret: string;
  /** Of the registration that the account came from. */
  caseNumber: string | null;
  correlationId: string;
}

const startedAs: Record<
  AccountJourney,
  { type: string; id: (subject: string) => string; summary: string; stage: string }
> = {
  'password-reset': {
    ...{ type: passwordResetWorkflow, id: passwordResetWorkflowId, summary: 'Mot de passe oublié', stage: 'open' },
  },
  lockout: { type: lockoutWorkflow, id: lockoutWorkflowId, summary: 'Verrouillage', stage: 'locked' },
  'account-mail': {
    ...{ type: accountMailWorkflow, id: accountMailWorkflowId, summary: 'Courriels du compte', stage: 'sending' },
  },
};
export const accountWorkflowTypes: readonly string[] = Object.values(startedAs).map(({ type }) => type);
export const accountWorkflowId = ({ journey, subject }: Pick<AccountCase, 'journey' | 'subject'>): string =>
  startedAs[journey].id(subject);

/** SQL: messages to account `a` that this journey still has to send. */
const waitingMail = (journey: AccountJourney): string => `mail_send m where m.account_id = a.id
  and m.kind in (${mailOfJourney[journey].map((kind) => `'${kind}'`).join(', ')}) and m.state in ('due', 'sending')`;
const shown = `a.id as "accountId", a.siret, (select case_number from registration r where r.id = a.registration_id) as "caseNumber"`;

/** SQL: every journey that an account needs now; `changed_at`: since when, at the latest. */
const unfinished = `
  select 'password-reset' as journey, a.id as subject, p.correlation_id as "correlationId", p.opened_at as changed_at, ${shown}
  from password_reset p join account a on a.id = p.account_id where p.state = 'open'
  union all
  select 'lockout', l.id, l.correlation_id, l.locked_at, ${shown}
  from lockout l join account a on a.id = l.account_id where l.ended_at is null
  union all
  select 'account-mail', a.id, 'reconcile',
    (select max(m.due_at) from ${waitingMail('account-mail')}), ${shown}
  from account a where exists (select from ${waitingMail('account-mail')})`;

export const unfinishedAccountCases = (em: EntityManager, settledFor: number): Promise<AccountCase[]> =>
  em.execute<AccountCase[]>(`select * from (${unfinished}) u where changed_at < now() - make_interval(secs => ?)`, [
    settledFor,
  ]);

/** Signals a journey of an account; it begins, or begins again, where something is left to do and none is open. */
export async function signalAccountJourney(
  client: Client,
  em: EntityManager,
  destination: Pick<AccountCase, 'journey' | 'subject' | 'correlationId'>,
  withinMs: number,
): Promise<void> {
  if (await signalJourney(client, accountWorkflowId(destination), withinMs)) return;
  const [found] = await em.execute<AccountCase[]>(
    `select * from (${unfinished}) u where journey = ? and subject = ?::uuid`,
    [destination.journey, destination.subject],
  );
  if (found) await startAccountJourney(client, { ...found, correlationId: destination.correlationId }, withinMs);
}

export async function startAccountJourney(client: Client, found: AccountCase, withinMs: number): Promise<void> {
  const { journey, subject, accountId, siret, caseNumber, correlationId } = found;
  const { type, summary, stage } = startedAs[journey];
  await startJourney(
    client,
    type,
    {
      workflowId: accountWorkflowId(found),
      args: [{ accountId, correlationId, ...(journey === 'lockout' ? { lockoutId: subject } : {}) }],
      staticSummary: caseNumber ? `${summary} ${caseNumber}` : summary,
      typedSearchAttributes: [
        { key: searchAttributes.journey, value: journey },
        { key: searchAttributes.stage, value: stage },
        { key: searchAttributes.siret, value: siret },
        ...(caseNumber ? [{ key: searchAttributes.caseNumber, value: caseNumber }] : []),
      ],
    },
    withinMs,
  );
}
