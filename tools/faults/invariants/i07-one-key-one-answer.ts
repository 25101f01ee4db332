import type { Invariant, Told } from '../ledgers.js';

/** I7: one idempotency key, one answer. A 202 repeated shows the case as it is now; 400, 429 and 5xx are not kept. */
export const oneKeyOneAnswer: Invariant = ({ told }) => {
  const repeatable = told.filter(({ act, key }) => key !== undefined && (act === 'register' || act === 'resend'));
  const byKey = Map.groupBy(repeatable, ({ act, key }) => `${act} ${key}`);
  return [...byKey].flatMap(([key, all]) => answersOf(key, all));
};

function answersOf(key: string, all: Told[]): ReturnType<Invariant> {
  const bodies = new Set(all.map(({ request }) => JSON.stringify(request)));
  if (bodies.size > 1) return reused(key, all);
  const kept = all.filter(({ status }) => status !== null && status < 500 && status !== 400 && status !== 429);
  const cases = new Set(kept.flatMap(({ body }) => (body as { caseNumber?: string }).caseNumber ?? []));
  if (cases.size > 1) return [violation(key, `began the cases ${[...cases].join(', ')}`)];

  const final = kept.filter(({ act, status }) => !(act === 'register' && status === 202));
  const answers = new Set(final.map(({ status, body }) => `${status} ${essence(body)}`));
  const [caseNumber] = cases;
  if (answers.size > 1) return [violation(key, `was answered ${[...answers].join(' and ')}`, caseNumber)];
  return [];
}

/** Another body under the same key has no effect: of two bodies one is refused. */
function reused(key: string, all: Told[]): ReturnType<Invariant> {
  const accepted = new Set(
    all.filter(({ status }) => status !== null && status < 300).map(({ request }) => JSON.stringify(request)),
  );
  return accepted.size > 1 ? [violation(key, 'was accepted with different bodies')] : [];
}

const essence = (body: unknown): string => {
  const { caseNumber, id, code, canResendAt } = (body ?? {}) as Record<string, unknown>;
  return JSON.stringify({ caseNumber, id, code, canResendAt });
};

const violation = (key: string, text: string, caseNumber?: string) => ({
  ...{ invariant: 'I7' as const, text: `${key} ${text}` },
  ...(caseNumber === undefined ? {} : { caseNumber }),
});
