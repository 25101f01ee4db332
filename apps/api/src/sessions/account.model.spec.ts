import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AccountFixture, anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { goodPassword } from '../../testing/facts.js';
import { sessionCookieOf } from '../../testing/session-cookie.js';
import { aResetLink } from '../../testing/reset-link.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const passwords = [goodPassword, 'quatre hérons lisent au grenier', 'sept marmottes peignent un phare'] as const;
const wrong = 'un mot de passe tout à fait faux';

/** All there is to know of an account from outside. */
interface Model {
  password: string;
  failures: number;
  hasExpired: boolean;
  /** Cookies of open sessions, oldest first. */
  sessions: string[];
  /** The newest link first; only that one works, once, and until the password is changed in a session (R52). */
  links: { token: string; end?: 'link-used' | 'link-superseded' }[];
}
type Real = AccountFixture;
const isLocked = ({ failures }: Model): boolean => failures >= 3;

function supersede({ links }: Model): void {
  for (const link of links) link.end ??= 'link-superseded';
}

const signIn = (real: Real, password: string) =>
  api.http.post('/v1/sessions').send({ identifier: real.identifier, password });

/** One thing that somebody does, and what the model says must come of it. */
class Act implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly name: string,
    readonly run: (model: Model, real: Real) => Promise<void>,
  ) {}
  check = (): boolean => true;
  toString = (): string => this.name;
}

const signsIn = (password: string) =>
  new Act(`signs in (${passwords.indexOf(password as never)})`, async (model, real) => {
    const answer = await signIn(real, password);
    const isRight = password === model.password;
    const expected = isLocked(model)
      ? 'identifier-locked'
      : !isRight
        ? ++model.failures < 3
          ? 'credentials-refused'
          : 'identifier-locked'
        : model.hasExpired
          ? 'account-expired'
          : undefined;
    expect(answer.body.code).toBe(expected);
    if (expected !== undefined) return;
    model.failures = 0;
    model.sessions.push(sessionCookieOf(answer));
  });

const acts = {
  looksAtSessions: new Act('looks at every session', async (model) => {
    for (const cookie of model.sessions)
      await api.http
        .get('/v1/sessions/current')
        .set('Cookie', cookie)
        .expect(model.hasExpired ? 401 : 200);
  }),
  signsOut: new Act('signs out', async (model) => {
    const cookie = model.sessions.shift();
    if (!cookie || model.hasExpired) return;
    await api.http.delete('/v1/sessions/current').set('Cookie', cookie).expect(204);
    await api.http.get('/v1/sessions/current').set('Cookie', cookie).expect(401);
  }),
  asks: new Act('asks for a reset', async (_, real) => {
    await api.http.post('/v1/password-resets').send({ identifier: real.identifier }).expect(202);
  }),
  mailArrives: new Act('a reset mail arrives', async (model, real) => {
    const { token } = await aResetLink(api, real.id);
    supersede(model);
    model.links.unshift({ token });
  }),
  expires: new Act('the account expires', async (model, real) => {
    await api.sql(`update account set expires_at = now() - interval '1 second' where id = $1`, real.id);
    model.hasExpired = true;
  }),
  isRenewed: new Act('the account is renewed', async (model, real) => {
    await api.sql(`update account set expires_at = now() + interval '1 year' where id = $1`, real.id);
    model.hasExpired = false;
  }),
  idles: new Act('half an hour passes', async (model, real) => {
    await api.sql(`update session set seen_at = seen_at - interval '31 minutes' where account_id = $1`, real.id);
    for (const cookie of model.sessions.splice(0))
      await api.http.get('/v1/sessions/current').set('Cookie', cookie).expect(401);
  }),
};

const usesLink = (which: number, password: string) =>
  new Act(`uses link ${which} (${passwords.indexOf(password as never)})`, async (model) => {
    const link = model.links[which];
    if (!link) return;
    const { status, body } = await api.http.post('/v1/passwords').send({ token: link.token, password });
    const expected = link.end ?? (password === 'court' ? 'password-refused' : undefined);
    expect([status === 200, body.code]).toEqual([expected === undefined, expected]);
    if (expected !== undefined) return;
    Object.assign(model, { password, failures: 0, sessions: [] });
    link.end = 'link-used';
  });

const changes = (from: string, to: string) =>
  new Act('changes the password', async (model) => {
    const cookie = model.sessions.at(-1);
    if (!cookie || model.hasExpired) return;
    const body = { currentPassword: from, newPassword: to };
    const answer = await api.http.post('/v1/sessions/current/password').set('Cookie', cookie).send(body);
    const expected = isLocked(model)
      ? 'identifier-locked'
      : from === model.password
        ? undefined
        : ++model.failures < 3
          ? 'credentials-refused'
          : 'identifier-locked';
    expect(answer.body.code).toBe(expected);
    if (expected !== undefined) return;
    Object.assign(model, { password: to, failures: 0, sessions: [sessionCookieOf(answer)] });
    supersede(model);
  });

const somePassword = fc.constantFrom(...passwords);
const commands = fc.commands(
  [
    fc.constantFrom(...passwords, wrong, wrong).map(signsIn),
    fc.constantFrom(...Object.values(acts)),
    fc.tuple(fc.nat(1), fc.constantFrom(...passwords, 'court')).map(([which, password]) => usesLink(which, password)),
    fc.tuple(fc.constantFrom(...passwords, wrong), somePassword).map(([from, to]) => changes(from, to)),
  ],
  { maxCommands: 16 },
);

test('R22, R25–R33, R41, R52 300 lives of an account: signing in, failing, being locked, resetting, ending — each answer is the model’s', async () => {
  const seed = Number(process.env.MODEL_SEED ?? Date.now() % 1_000_000);
  console.log(`lives of an account: MODEL_SEED=${seed}`);
  const life = async (sequence: Iterable<fc.AsyncCommand<Model, Real>>) => {
    const real = await anAccount(api);
    const model = { password: goodPassword, failures: 0, hasExpired: false, sessions: [], links: [] };
    await fc.asyncModelRun(() => ({ model, real }), sequence);
  };
  await fc.assert(fc.asyncProperty(commands, life), { numRuns: 300, seed, endOnFailure: false });
}, 240_000);
