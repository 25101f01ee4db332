import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { opaque } from '@app/domain';
import { hash, verify } from '@node-rs/argon2';
import { problem } from '../problem.js';

/** `Algorithm.Argon2id`, which TypeScript cannot see through as a const enum. */
const argon2id = 2;
/** OWASP's first choice for argon2id (ASVS 5.0 11.4.2): 19 MiB, two passes, one lane; the salt is random each time. */
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const current = '$argon2id$v=19$m=19456,t=2,p=1$';
/** Of no password: what is verified against it costs what any other does, and is wrong. */
const nobodys = `${current}cGFyY291cnMtbm9ib2R5cw$0tnqSZ4rWc2QvmbG8WlZ9VJYQkyHzv1w0w5xVX0k3XA`;
const longestQueue = 100;

/** `right-as-typed`: a hash of before passwords were prepared, to be made again at the next sign-in like one with older parameters. */
type Verdict = 'wrong' | 'right' | 'right-as-typed';

/** What may be done while one holds a slot. */
export interface Hashing {
  /** PHC string of the prepared form (`opaque`). */
  hash(password: string): Promise<string>;
  /** A `phc` of null costs the same and is `wrong` (R32). */
  verify(phc: string | null, password: string): Promise<Verdict>;
}

/** As many hashes at once as there are cores; behind a bounded queue whoever comes is told to come back. */
@Injectable()
export class PasswordHasher {
  private free = availableParallelism();
  private readonly queue: (() => void)[] = [];

  async hash(password: string): Promise<string> {
    return this.withSlot((slot) => slot.hash(password));
  }

  /** 503 `overloaded` at once when too many wait: then `work` has not begun. */
  async withSlot<T>(work: (slot: Hashing) => Promise<T>): Promise<T> {
    await this.slot();
    try {
      return await work(hashing);
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.free++;
    }
  }

  private async slot(): Promise<void> {
    if (this.free > 0) return void this.free--;
    if (this.queue.length >= longestQueue) throw problem('overloaded', { retryAfter: 2 });
    await new Promise<void>((resolve) => this.queue.push(resolve));
  }
}

/** Made with older parameters: to be made again at the next sign-in (R40). */
export const isOutdated = (phc: string): boolean => !phc.startsWith(current);

const hashing: Hashing = {
  hash: (password) => hash(opaque(password), parameters),
  /**
   * Hashes were once made of the NFC form alone: it is tried, too, where it is another one. That depends on what is typed, a space
   * other than the space bar's, and never on whose it is: a `phc` of null is verified twice as well.
   */
  async verify(phc, password) {
    const [prepared, asTyped] = [opaque(password), password.normalize('NFC')];
    if ((await verify(phc ?? nobodys, prepared)) && phc !== null) return 'right';
    const isOther = asTyped !== prepared;
    return isOther && (await verify(phc ?? nobodys, asTyped)) && phc !== null ? 'right-as-typed' : 'wrong';
  },
};
