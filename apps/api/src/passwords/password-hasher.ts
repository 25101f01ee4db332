import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { problem } from '../problem.js';

/** OWASP's first choice for argon2id (ASVS 5.0 11.4.2): 19 MiB, two passes, one lane; the salt is random each time. */
/** `Algorithm.Argon2id`, which TypeScript cannot see through as a const enum. */
const argon2id = 2;
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const longestQueue = 100;

/** As many hashes at once as there are cores; behind a bounded queue whoever comes is told to come back. */
@Injectable()
export class PasswordHasher {
  private free = availableParallelism();
  private readonly queue: (() => void)[] = [];

  /** PHC string of the NFC form. 503 `overloaded` when too many wait. */
  async hash(password: string): Promise<string> {
    await this.slot();
    try {
      return await hash(password.normalize('NFC'), parameters);
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
