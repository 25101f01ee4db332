import { readFileSync } from 'node:fs';
import { anAccount } from '../accounts.js';
import { type ApiUnderTest, startApi } from '../api-under-test.js';
import { anEstablishment, awaitingPassword, goodPassword, opening, requestOf } from '../facts.js';
import { aResetLink } from '../reset-link.js';
import { schemathesis } from './schemathesis.js';

/** Of each kind of facts; what a right body uses up is not there for the next. */
const each = 40;
const examples = process.env.PROOF_EXAMPLES ?? '40';
const seed = process.env.PROOF_SEED ?? '49';
const patience = 20 * 60_000;

type Document = { paths: Record<string, Record<string, { operationId: string }>> };
const document = JSON.parse(readFileSync('apps/api/openapi.json', 'utf8')) as Document;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ LOCKOUT_FAILURES: '100', RESEND_INTERVAL: '1 second', RESENDS_PER_DAY: '1000' });
  let cases = 0;
  const opened = opening(api);
  // Now and then the journey does not answer in time: 202.
  api.journeys.journey = (registration) =>
    ++cases % 4 === 0 ? Promise.reject(new Error('no answer in time')) : opened(registration);
  api.directory.answer = {
    kind: 'found',
    establishment: {
      ...{ siret: '99990004600015', name: 'Mairie de Trifouillis', city: 'Trifouillis', legalCategory: '7210' },
      ...{ open: true, unitOpen: true, diffusible: true },
    },
  };
});
afterAll(() => api.close());

const several = async <T>(make: () => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  for (let count = 0; count < each; count++) made.push(await make());
  return made;
};

async function seeds() {
  const open = await several(() => anEstablishment(api));
  const waiting = await several(() => awaitingPassword(api));
  const accounts = await several(() => anAccount(api));
  const resets = [];
  for (const { id } of accounts.slice(0, each / 2)) resets.push(await aResetLink(api, id));
  const person = { lastName: 'Martin', firstName: 'Nadia', email: 'nadia.martin@exemple.fr' };
  const tokens = [...waiting, ...resets].map(({ token }) => token);
  const signIns = accounts.map(({ identifier }) => ({ identifier, password: goodPassword }));
  const bodies = {
    checkEstablishment: [...open, ...waiting].map(({ siret, contractNumber }) => ({ siret, contractNumber })),
    register: open.map(requestOf),
    correctEmail: waiting.map(({ ownerKey }) => ({ ownerKey, email: 'zoe@exemple.fr' })),
    inspectLink: tokens.map((token) => ({ token })),
    createPassword: [
      ...tokens.map((token) => ({ token, password: goodPassword })),
      ...waiting.map(({ siret, code }) => ({ siret, code, password: goodPassword })),
    ],
    askForReset: accounts.map(({ identifier }) => ({ identifier })),
    signIn: signIns,
    changePassword: [{ currentPassword: goodPassword, newPassword: 'quatre hiboux rangent du charbon' }],
    recoverIdentifier: accounts.map(({ siret }) => ({ siret, ...person })),
    askForRenewal: accounts.map(({ siret, contractNumber, identifier }) => ({ siret, contractNumber, identifier })),
  };
  return { bodies, ids: waiting.map(({ publicId }) => publicId), signIns };
}

/** How often each operation answered each status, from the log: health does not appear there. */
function answers(): Map<string, Record<number, number>> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      ...{ operationId, method: method.toUpperCase() },
      pattern: new RegExp(`^${path.replace('{id}', '[^/]+')}/?$`, 'u'),
    })),
  );
  const counted = new Map(operations.map(({ operationId }): [string, Record<number, number>] => [operationId, {}]));
  for (const line of api.lines) {
    const { req, res } = JSON.parse(line) as { req?: { method: string; path: string }; res?: { statusCode: number } };
    if (!req || !res) continue;
    const met = operations.find(({ method, pattern }) => method === req.method && pattern.test(req.path));
    const row = met && counted.get(met.operationId);
    if (row) row[res.statusCode] = (row[res.statusCode] ?? 0) + 1;
  }
  return counted;
}

/** Under that an operation has not been tried: nearly all that chance writes is refused. */
const leastAccepted = 3;
const accepted = (row: Record<number, number>): number =>
  Object.entries(row).reduce((sum, [status, count]) => (Number(status) < 300 ? sum + count : sum), 0);

/**
 * A shape cannot say that a SIRET has its keys or a link is alive, so what it allows may be refused; `hooks.py` mends some of
 * what was broken on purpose, so what is accepted may be right. Refusals by shape are proved by `bad-input.spec.ts`.
 */
const judgedElsewhere = 'positive_data_acceptance,negative_data_rejection';

test(
  'R49: whatever is generated from the published document, no answer is 5xx and each is in the document',
  async () => {
    const args = [
      ...['--phases', 'examples,coverage,fuzzing,stateful', '--max-examples', examples, '--seed', seed],
      ...['--checks', 'all', '--exclude-checks', judgedElsewhere, '--suppress-health-check', 'all'],
      ...['--generation-database', 'none', '--continue-on-failure'],
    ];
    const { status, said } = await schemathesis({ url: api.url, seeds: await seeds(), args });
    const answered = [...answers()].filter(([operation]) => !['live', 'ready'].includes(operation));
    const table = answered.map(([operation, row]) => `${operation.padEnd(20)} ${JSON.stringify(row)}`);
    console.log(`${said}\n${table.join('\n')}`);
    const bugs = api.lines.filter((line) => line.includes('"bug":true'));
    const rejectNearlyAll = answered.filter(([, row]) => accepted(row) < leastAccepted).map(([operation]) => operation);
    expect({ status, bugs, rejectNearlyAll }).toEqual({ status: 0, bugs: [], rejectNearlyAll: [] });
  },
  patience,
);
