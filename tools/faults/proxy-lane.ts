import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Direction } from './tcp-proxy.js';

/** What happens to bytes on their way; shared by all lanes of a proxy. */
export interface LaneRules {
  delayMs: number;
  bytesPerSecond?: number | undefined;
  held: Set<Direction>;
  /** Resolves when nothing is held any more. */
  opened: Promise<void>;
  /** Taken by the first lane that meets it. */
  cut?:
    | { direction: Direction; bytes: number }
    | { direction: Direction; pattern: Buffer; where: 'before' | 'behind' }
    | undefined;
}

interface LaneParts {
  direction: Direction;
  from: Socket;
  to: Socket;
  rules: LaneRules;
  /** Resets both sides. */
  cut(): void;
  /** Is shown what passes. */
  read: ((bytes: Buffer) => void) | undefined;
}

/** Bytes under way, past which the sender is made to wait. */
const highMark = 1_048_576;

/** One direction of one connection: bytes pass in order, each by the rules of the moment it leaves. */
export class Lane {
  /** Since the connection began, or since a cut was ordered. */
  carried = 0;
  private tail = Buffer.alloc(0);
  private underWay = 0;
  private turn = Promise.resolve();

  constructor(private readonly parts: LaneParts) {
    const { from, to } = parts;
    from.on('data', (chunk: Buffer) => {
      this.underWay += chunk.length;
      if (this.underWay > highMark) from.pause();
      this.queue(() => this.carry(chunk));
    });
    from.on('end', () => this.queue(async () => void to.end()));
  }

  private queue(work: () => Promise<void>): void {
    const { direction, to, rules } = this.parts;
    const arrived = Date.now();
    this.turn = this.turn.then(async () => {
      while (rules.held.has(direction) && !to.destroyed) await rules.opened;
      const wait = arrived + rules.delayMs - Date.now();
      if (wait > 0) await pause(wait);
      if (!to.destroyed) await work();
    });
  }

  private async carry(chunk: Buffer): Promise<void> {
    const { from, rules, cut, read } = this.parts;
    const { kept, isCut } = this.judge(chunk);
    read?.(kept);
    if (rules.bytesPerSecond) await this.slowly(kept, rules.bytesPerSecond);
    else await this.write(kept);
    if (isCut) return cut();
    this.underWay -= chunk.length;
    if (this.underWay <= highMark) from.resume();
  }

  /** What of the chunk still passes, and whether the connection ends there. */
  private judge(chunk: Buffer): { kept: Buffer; isCut: boolean } {
    const { direction, rules } = this.parts;
    const { cut } = rules;
    const before = this.carried;
    this.carried += chunk.length;
    if (cut?.direction !== direction) return { kept: chunk, isCut: false };
    const end = 'bytes' in cut ? this.endByCount(cut.bytes - before, chunk) : this.endByPattern(cut, chunk);
    if (end === undefined) return { kept: chunk, isCut: false };
    rules.cut = undefined;
    return { kept: chunk.subarray(0, end), isCut: true };
  }

  private endByCount(left: number, chunk: Buffer): number | undefined {
    return left <= chunk.length ? Math.max(left, 0) : undefined;
  }

  /** A pattern may come in pieces. Those that came before have passed: holding them back would stop a peer that waits for an answer. */
  private endByPattern(
    { pattern, where }: { pattern: Buffer; where: 'before' | 'behind' },
    chunk: Buffer,
  ): number | undefined {
    const seen = Buffer.concat([this.tail, chunk]);
    const at = seen.indexOf(pattern);
    const older = this.tail.length;
    this.tail = Buffer.from(seen.subarray(Math.max(0, seen.length - pattern.length + 1)));
    if (at === -1) return undefined;
    return Math.max(0, (where === 'before' ? at : at + pattern.length) - older);
  }

  private async slowly(bytes: Buffer, perSecond: number): Promise<void> {
    const slice = Math.max(1, Math.ceil(perSecond / 20)); // in steps of 50 ms
    for (let at = 0; at < bytes.length && !this.parts.to.destroyed; at += slice) {
      const piece = bytes.subarray(at, at + slice);
      await pause((piece.length / perSecond) * 1_000);
      await this.write(piece);
    }
  }

  /** Resolves when the kernel has it, so that a reset right behind it does not throw it away unsent. */
  private write(bytes: Buffer): Promise<void> {
    const { to } = this.parts;
    if (bytes.length === 0 || to.destroyed) return Promise.resolve();
    return new Promise((resolve) => void to.write(bytes, () => resolve()));
  }
}
