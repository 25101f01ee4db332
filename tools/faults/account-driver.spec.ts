import type { Holder } from './account-calls.js';
import { AccountDriver } from './account-driver.js';
import { accountPlan, lives, type Life } from './account-plan.js';
import type { ReceivedMail, Told } from './ledgers.js';
import { seededRandom } from './seeded-random.js';

/** A service that keeps its promises, in a few lines: what it was asked, and who it lets in. */
function service({ silentAt = [] as number[] } = {}) {
  const [calls, secrets] = [[] as string[], new Set<string>()];
  let [password, failures, mails, used, sessions] = ['the-first', 0, 0, 0, 0];
  const answers: Record<string, (request: Record<string, unknown>, cookie?: string) => [number, string?]> = {
    'sign-in': ({ identifier, password: given }) => {
      if (identifier !== 'EP-SELF-SELF') return [401];
      if (failures >= 3) return [401, 'identifier-locked'];
      if (given !== password) return [401, (failures += 1) >= 3 ? 'identifier-locked' : 'credentials-refused'];
      failures = 0;
      return [201];
    },
    look: (_, cookie) => [cookie === `sid=s%3Asession-${sessions}.x` ? 200 : 401],
    'ask-reset': () => ((mails += 1), [202]),
    'reset-password': ({ token, password: next }) => {
      if (token !== `reset-token-reset-token-${mails}` || used === mails) return [409, 'link-used'];
      [password, failures, used] = [String(next), 0, mails];
      return [200];
    },
    'change-password': ({ newPassword }) => ((password = String(newPassword)), [204]),
  };
  const holder: Holder = {
    ...{ caseNumber: 'PRC-TEST-TEST', identifier: 'EP-SELF-SELF', password, resendInterval: 0, tryAgainAfter: 0 },
    keepSecret: (secret) => void secrets.add(secret),
    mailWithLink: () =>
      Promise.resolve({
        ...{ code: null, links: [`http://localhost/mot-de-passe/reinitialiser/reset-token-reset-token-${mails}`] },
      } as ReceivedMail),
    call: ({ act, method, path, body = {}, cookie }) => {
      const [status = 500, code] = answers[act]?.(body, cookie) ?? [];
      const isSilent = silentAt.includes(calls.length);
      const opens = status === 201 || act === 'change-password';
      if (opens) sessions += 1;
      calls.push(`${act} ${isSilent ? 'none' : status}`);
      const told = { act, method, path, request: body, journey: 0, sentAt: 0, answeredAt: 0 };
      const opened = opens ? { opened: `sid=s%3Asession-${sessions}.x` } : {};
      return Promise.resolve<Told>({ ...told, status: isSilent ? null : status, body: { code }, ...opened });
    },
  };
  return { holder, calls, secrets };
}
const plan = (life: Life) => ({ ...accountPlan(seededRandom(life), [life]), byCode: false, slips: 2 });
async function live(life: Life, silentAt: number[] = []) {
  const { holder, calls, secrets } = service({ silentAt });
  return { isIn: await new AccountDriver(holder, plan(life)).live(), calls, secrets };
}

test.each(lives)('who %s can sign in at the end', async (life) => {
  const { isIn, calls } = await live(life);
  expect(isIn).toBe(true);
  expect(calls.slice(-2)).toEqual(['sign-in 201', 'look 200']);
});

test('locked: three wrong, the right one refused, a reset, the old one refused, the new one', async () => {
  const { calls, secrets } = await live('locks-out');
  expect(calls).toEqual([
    ...['sign-in 401', 'sign-in 401', 'sign-in 401', 'sign-in 401', 'ask-reset 202', 'sign-in 401'],
    ...['reset-password 200', 'sign-in 401', 'sign-in 201', 'look 200'],
  ]);
  const { next, guess } = plan('locks-out');
  for (const secret of [...next, `${guess}-1`, 'EP-SELF-SELF', 'session-1']) expect(secrets).toContain(secret);
});

test('two sessions, a change in one: each is looked at, and the old password is tried again', async () => {
  const { calls } = await live('changes');
  expect(calls).toEqual([
    ...['sign-in 201', 'sign-in 201', 'change-password 204', 'look 401', 'look 401', 'look 200'],
    ...['sign-in 401', 'sign-in 201', 'look 200'],
  ]);
});

test('a change or a reset that nobody answered may have happened', async () => {
  expect((await live('changes', [2])).isIn).toBe(true);
  expect((await live('locks-out', [6])).isIn).toBe(true);
});
