import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../local/wait-until.js';
import type { Hands } from './hands.js';
import { patience } from './patience.js';
import type { Person } from './person.js';
import type { Story } from './story.js';

/** Cases that are brought before their points while others die: enough that no process lives longer than it must. */
const ahead = 4;

/** One process dies at one point at a time, and some cases wait before theirs. */
export class Lane {
  private readonly seats = new Turns(ahead);
  private readonly turn = new Turns(1);

  /** `other`: of the process that a story may ask to be left alone. */
  constructor(
    private readonly folder: string,
    private readonly other?: Lane,
  ) {}

  /** Resolves when the process has died at the point; what the case was doing goes on. */
  async kill(
    { early, prepare, act, undisturbed }: Story,
    point: string,
    person: Person,
    hands: Hands,
    onDeath: () => void,
  ): Promise<{ acting: Promise<unknown> }> {
    const leaveSeat = await this.seats.take();
    try {
      if (!early) await prepare?.(person, hands);
      const end = await this.turn.take();
      const endQuiet = undisturbed ? await this.other?.turn.take() : undefined;
      const file = join(this.folder, point);
      try {
        writeFileSync(file, '');
        const acting = act(person, hands);
        acting.catch(() => undefined);
        await waitUntil(`death at ${point}`, () => !existsSync(file), { ...patience, every: 20 });
        onDeath();
        return { acting };
      } finally {
        rmSync(file, { force: true }); // nobody came by: nobody else shall die of it
        endQuiet?.();
        end();
      }
    } finally {
      leaveSeat();
    }
  }
}

/** At most so many at once, first come first served. */
class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take(): Promise<() => void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    return () => {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    };
  }
}
