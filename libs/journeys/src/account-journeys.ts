import {
  accountMailWorkflow,
  accountMailWorkflowId,
  lockoutWorkflow,
  lockoutWorkflowId,
  passwordResetWorkflow,
  passwordResetWorkflowId,
  searchAttributes,
} from '@app/contracts';
import { type AccountCase, type AccountJourney, unfinishedAccountCase } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { signalJourney, startJourney } from './signal-and-start.js';

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

/** Signals a journey of an account; it begins, or begins again, where something is left to do and none is open. */
export async function signalAccountJourney(
  client: Client,
  em: EntityManager,
  destination: Pick<AccountCase, 'journey' | 'subject' | 'correlationId'>,
  withinMs: number,
): Promise<void> {
  if (await signalJourney(client, accountWorkflowId(destination), withinMs)) return;
  const found = await unfinishedAccountCase(em, destination);
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
