import { createWriteStream, mkdirSync, readFileSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import type { Told } from './ledgers.js';

/** What clients were told, line by line on disk as it happens, so that a run that dies can still be looked into. */
export class ToldLedger {
  readonly lines: Told[] = [];
  private readonly stream: WriteStream;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.stream = createWriteStream(file);
  }

  add(line: Told): void {
    this.lines.push(line);
    this.stream.write(`${JSON.stringify(line)}\n`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => void this.stream.end(() => resolve()));
  }
}

export const readTold = (file: string): Told[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told);
