import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message, MessageSummary } from './message.js';

const cap = 2_000;

interface Kept extends MessageSummary {
  file: string;
}

const summarize = ({ id, to, subject, receivedAt, links, code, bounced }: MessageSummary): MessageSummary => ({
  ...{ id, to, subject, receivedAt, links, code, bounced },
});

/** Captured messages, one file each, the oldest leaving when there are more than 2000: they survive a restart and a kill −9. */
export class MessageStore {
  private kept: Kept[] = [];
  private sequence = 0;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
    this.sequence = Number(files.at(-1)?.split('.')[0] ?? 0);
    this.kept = files.map((file) => ({
      ...summarize(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Message),
      file,
    }));
  }

  /** On disk when it resolves: only then may the sender hear 250. */
  async keep(message: Message): Promise<void> {
    const file = `${String((this.sequence += 1)).padStart(12, '0')}.json`;
    const path = join(this.folder, file);
    const draft = await open(`${path}.draft`, 'w', 0o600); // live links
    try {
      await draft.writeFile(JSON.stringify(message));
      await draft.datasync();
    } finally {
      await draft.close();
    }
    await rename(`${path}.draft`, path);
    this.kept.push({ ...summarize(message), file });
    const leaving = this.kept.splice(0, Math.max(0, this.kept.length - cap));
    await Promise.all(leaving.map((old) => rm(join(this.folder, old.file), { force: true })));
  }

  /** Newest first; `to` is an address in any case. */
  list(to?: string): MessageSummary[] {
    const wanted = to?.toLowerCase();
    return this.kept
      .filter((message) => wanted === undefined || message.to.toLowerCase() === wanted)
      .map(summarize)
      .reverse();
  }

  async read(id: string): Promise<Message | undefined> {
    const found = this.kept.find((message) => message.id === id);
    return found && (JSON.parse(await readFile(join(this.folder, found.file), 'utf8')) as Message);
  }

  async clear(): Promise<void> {
    const leaving = this.kept;
    this.kept = [];
    await Promise.all(leaving.map(({ file }) => rm(join(this.folder, file), { force: true })));
  }
}
