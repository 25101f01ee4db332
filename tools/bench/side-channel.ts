import { identifierFrom } from '@app/domain';
import { randomBytes } from 'node:crypto';
import type { Bench } from './bench.js';
import { expiredAccounts } from './expired-accounts.js';
import type { Figure } from './figure.js';
import { linksForEverySecond } from './mailed-links.js';
import { SigningIn } from './signing-in.js';
import { auc, medianRatio } from './two-samples.js';

const part = 'side-channel';
const tries = 1_000;
const warming = 50;

/** R17, R32, R36, F11: whether the time of an answer tells what the answer does not say; 2 × 1000 tries, interleaved. */
export async function sideChannel(bench: Bench): Promise<Figure[]> {
  const product = await bench.product();
  const signing = await SigningIn.with(product, 2 * tries);
  await linksForEverySecond(product, signing.identifiers);
  const expired = await expiredAccounts(product, tries + warming);
  try {
    const wrong = (identifier: string) => () => signing.timed('/v1/sessions', { identifier, password: 'x'.repeat(20) });
    const unknown = () => wrong(identifierFrom(randomBytes(5)))();
    const known = () => wrong(signing.next())();
    const recover = (change: object) => () =>
      signing.timed('/v1/identifier-recoveries', {
        ...{ siret: '00000000000000', lastName: 'Martin', firstName: 'Nadia', email: 'personne@exemple.fr', ...change },
      });
    const asked = (identifier: () => string) => () =>
      signing.timed('/v1/password-resets', { identifier: identifier() });
    const nobodys = () => ({ identifier: identifierFrom(randomBytes(5)) });
    const code = (whose: () => object) => () =>
      signing.timed('/v1/passwords', { ...whose(), code: 'ZZZZ-ZZZZ', password: 'x'.repeat(20) });
    const everySecond = (turn: 0 | 1) => {
      let next = turn - 2;
      return () => ({ identifier: signing.identifiers[(next += 2) % signing.identifiers.length] });
    };
    const renew = (identifier: () => string | undefined) => () =>
      signing.timed('/v1/renewal-requests', { ...expired.of, identifier: identifier() });
    let turn = 0;
    return [
      ...(await compared(bench, 'typed code: a link or no account', code(everySecond(0)), code(nobodys))),
      ...(await compared(bench, 'typed code: an account without link or none', code(everySecond(1)), code(nobodys))),
      ...(await compared(bench, 'wrong password: held or not', known, unknown)),
      ...(await compared(
        bench,
        'reset asked: held or not',
        asked(() => signing.next()),
        asked(() => identifierFrom(randomBytes(5))),
      )),
      ...(await compared(
        bench,
        'identifiant asked: names or address differ',
        recover({ lastName: 'Durand' }),
        recover({}),
      )),
      ...(await compared(
        bench,
        'renewal asked: expired or not',
        renew(() => expired.identifiers[turn++]),
        renew(() => identifierFrom(randomBytes(5))),
      )),
    ];
  } finally {
    await signing.close();
  }
}

async function compared(
  { options }: Bench,
  what: string,
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<Figure[]> {
  const [a, b]: [number[], number[]] = [[], []];
  for (let number = 0; number < warming; number++) await Promise.all([one(), other()]); // warm
  for (let number = 0; number < tries; number++) {
    const first = number % 2 === 0;
    if (first) a.push(await one());
    b.push(await other());
    if (!first) a.push(await one());
  }
  options.say(`${what}: measured`);
  const area = auc(a, b);
  return [
    {
      ...{ part, what: `${what}: median ratio off 1`, measured: Math.abs(medianRatio(a, b) - 1) },
      target: { better: 'less', goal: 0.05 },
    },
    {
      ...{ part, what: `${what}: AUC`, measured: Math.max(area, 1 - area), target: { better: 'less', goal: 0.55 } },
      note: `2 × ${tries}, interleaved`,
    },
  ];
}
