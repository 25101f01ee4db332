import type {
  EligibilityVerdict,
  MailKind,
  OperatorDecision,
  RegistrationActivities,
  RegistrationFacts,
  RegistrationMailActivities,
  ReminderKind,
} from '@app/contracts';
import { ApplicationFailure } from '@temporalio/common';

const day = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * A case's facts in memory, changed by the same rules as the database's, on the test server's clock.
 * `mail` says what becomes of each hand-over, `verdicts` what directory and rule say; both tell the truth unless told otherwise.
 */
export class CaseModel {
  facts: RegistrationFacts = {
    revision: 1,
    stage: 'checking',
    reason: null,
    approved: false,
    blockedReason: null,
    until: null,
    nextReminder: null,
    due: [],
  };
  readonly sent: MailKind[] = [];
  readonly decisions: { decision: OperatorDecision; operator: string | undefined }[] = [];
  verdict: () => EligibilityVerdict = () => ({ access: 'yes', rule: 'legal-category:7210' });
  relay: (kind: MailKind) => void = () => undefined;
  /** Called before each step that reads or writes facts; throws while the database is away. */
  database: () => void = () => undefined;
  /** How far the database's clock is behind, ms. */
  databaseBehind = 0;
  private openedAt = 0;
  private reminded = new Set<MailKind>();

  constructor(private readonly now: () => Promise<number>) {}

  change(facts: Partial<RegistrationFacts>): RegistrationFacts {
    return (this.facts = { ...this.facts, ...facts, revision: this.facts.revision + 1 });
  }

  /** What the API's transaction does when a password is created. */
  createPassword(): void {
    this.change({ stage: 'completed', blockedReason: null, due: ['welcome'], nextReminder: null });
  }

  askAgain(): void {
    this.change({ due: [...this.facts.due, 'creation'] });
  }

  private close(stage: 'expired' | 'refused' | 'cancelled', reason: string | null, tell = true): RegistrationFacts {
    return this.change({ stage, reason, due: tell ? [stage] : [], blockedReason: null, nextReminder: null });
  }

  private reminder(deadline: number): RegistrationFacts['nextReminder'] {
    const plan: { kind: ReminderKind; at: number }[] = [
      { kind: 'reminder-half-way', at: this.openedAt + (deadline - this.openedAt) / 2 },
      { kind: 'reminder-last-day', at: deadline - day },
    ];
    const next = plan.find(({ kind }) => !this.reminded.has(kind));
    return next ? { kind: next.kind, at: iso(next.at) } : null;
  }

  private readonly steps: RegistrationActivities = {
    readRegistration: async () => this.facts,
    checkEligibility: async () => this.verdict(),
    openRegistration: async () => {
      this.openedAt = await this.now();
      const deadline = this.openedAt + 15 * day;
      return this.change({
        stage: 'awaiting-password',
        until: iso(deadline),
        nextReminder: this.reminder(deadline),
        due: ['creation'],
      });
    },
    beginReview: async () => this.change({ stage: 'under-review', until: iso((await this.now()) + 30 * day) }),
    closeRegistration: async (_, closing) => {
      if (closing.as === 'refused') return this.close('refused', closing.reason, closing.tellByMail);
      const isOver = Date.parse(this.facts.until ?? '') <= (await this.now()) - this.databaseBehind;
      return isOver ? this.close('expired', null) : this.facts;
    },
    noteBlocked: async (_, blockedReason) => this.change({ blockedReason }),
    giveUpMail: async (_, kind, reason) =>
      this.change({
        due: this.facts.due.filter((waiting) => waiting !== kind),
        blockedReason: kind === 'creation' ? reason : this.facts.blockedReason,
      }),
    makeReminderDue: async (_, kind) => {
      this.reminded.add(kind);
      return this.change({
        due: [...this.facts.due, kind],
        nextReminder: this.reminder(Date.parse(this.facts.until ?? '')),
      });
    },
    decide: async (_, decision, _id, { operator }) => {
      this.decisions.push({ decision, operator });
      const applied = this.applies(decision);
      return { applied, facts: this.facts };
    },
  };

  readonly journeys = Object.fromEntries(
    Object.entries(this.steps).map(([name, step]) => [
      name,
      (...args: unknown[]) => {
        this.database();
        return (step as (...given: unknown[]) => unknown)(...args);
      },
    ]),
  );

  private applies(decision: OperatorDecision): boolean {
    const { stage, blockedReason } = this.facts;
    if (decision === 'retry') {
      if (!blockedReason) return false;
      this.change({ blockedReason: null, due: stage === 'awaiting-password' ? ['creation'] : [] });
      return true;
    }
    if (decision === 'cancel')
      return ['checking', 'under-review', 'awaiting-password'].includes(stage) && !!this.close('cancelled', null);
    if (stage !== 'under-review') return false;
    if (decision === 'approve') return !!this.change({ approved: true });
    return !!this.close('refused', 'after-review');
  }

  private async send(kind: MailKind): Promise<RegistrationFacts> {
    if (!this.facts.due.includes(kind)) return this.facts;
    this.relay(kind);
    this.sent.push(kind);
    return this.change({ due: this.facts.due.filter((waiting) => waiting !== kind) });
  }

  readonly mail: RegistrationMailActivities = {
    sendCreationMail: () => this.send('creation'),
    sendReminder: (_, kind) => this.send(kind),
    sendWelcomeMail: () => this.send('welcome'),
    sendAddressChangedMail: () => this.send('address-changed'),
    sendEndingMail: (_, kind) => this.send(kind),
  };
}

export const refusedByRelay = (): never => {
  throw ApplicationFailure.nonRetryable('550', 'mail-refused');
};
export const relayAway = (): never => {
  throw ApplicationFailure.retryable('ECONNREFUSED', 'mail-relay-away');
};
export const directoryAway = (): never => {
  throw ApplicationFailure.retryable('timeout', 'directory-unavailable');
};
