/** Of the composite: each does nothing, but stands where one of the journey stands. */
export interface EmptyActivities {
  read(id: string): Promise<Answer>;
  check(id: string): Promise<Answer>;
  open(id: string): Promise<Answer>;
  sendMail(id: string, kind: 'creation' | 'welcome'): Promise<Answer>;
}

type Answer = Record<string, unknown>;

/** As long as what the journey's activities answer. */
const facts: Answer = {
  ...{ revision: 4, stage: 'awaiting-password', reason: null, approved: false, blockedReason: null },
  ...{ until: '2026-12-09T14:12:23.800Z', nextReminder: { kind: 'reminder-half-way', at: '2026-12-02T02:12:23.800Z' } },
  due: ['creation'],
};

/** `ended` is told when the last activity of a journey has run. */
export const emptyActivities = (ended: (id: string) => void): EmptyActivities => ({
  read: () => Promise.resolve(facts),
  check: () => Promise.resolve({ access: 'yes', rule: 'legal-category:7210' }),
  open: () => Promise.resolve(facts),
  sendMail(id, kind) {
    if (kind === 'welcome') ended(id);
    return Promise.resolve(facts);
  },
});
