import { rmSync } from 'node:fs';
import { type LocalProduct, startLocal } from '../tools/local/start-local.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { freshFolder } from '../tools/local/fresh-folder.js';

interface Mail {
  id: string;
  to: string;
  subject: string;
  links: string[];
  code: string | null;
}

/** The product as `npm start` starts it, on free ports and in a folder of its own. */
export interface Product {
  /** What people type: `PUBLIC_URL`. */
  site: string;
  /** Mail to an address, newest first, as soon as there are `count` of that subject. */
  mails(to: string, subject: RegExp, count?: number): Promise<Mail[]>;
  /** From now on the relay refuses mail to this address for good: 550. */
  refuseMailTo(to: string): Promise<void>;
  stop(): Promise<void>;
}

const outside = ['DATABASE_URL', 'MIGRATIONS_DATABASE_URL', 'SMTP_URL', 'TEMPORAL_ADDRESS', 'PUBLIC_URL', 'API_URL'];

/** `settings` go over the environment; limits per client address are off, for all visitors of a test share one. */
export async function startProduct(settings: Record<string, string> = {}): Promise<Product> {
  const inherited = Object.entries(process.env).filter(([name]) => !outside.includes(name));
  const env = { ...Object.fromEntries(inherited), ADDRESS_LIMITS: 'off', LOG_LEVEL: 'warn', ...settings };
  const dataDir = freshFolder('e2e');
  const product = await startLocal({ env, dataDir, ports: 'free', durable: false });
  const stop = () => stopAndForget(product, dataDir);
  return { site: product.addresses.site, mails: mailsIn(product), refuseMailTo: refusingIn(product), stop };
}

async function stopAndForget(product: LocalProduct, dataDir: string): Promise<void> {
  await product.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function refusingIn({ addresses }: LocalProduct): Product['refuseMailTo'] {
  return async (to) => {
    const body = JSON.stringify({ match: to, fault: 'refuse-550' });
    const { ok } = await fetch(`${addresses.inbox}/faults`, { method: 'POST', body });
    if (!ok) throw new Error(`the inbox takes no fault for ${to}`);
  };
}

function mailsIn({ addresses }: LocalProduct): Product['mails'] {
  return async (to, subject, count = 1) => {
    let found: Mail[] = [];
    await waitUntil(`${count} of ${subject} to ${to}`, async () => {
      const answer = await fetch(`${addresses.inbox}/messages?to=${encodeURIComponent(to)}`);
      found = ((await answer.json()) as Mail[]).filter((mail) => subject.test(mail.subject));
      return found.length >= count;
    });
    return found;
  };
}
