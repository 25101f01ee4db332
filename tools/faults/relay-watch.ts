import type { HandOver } from './ledgers.js';

/** Reads along on one SMTP connection, both ways. */
export interface Tap {
  up(bytes: Buffer): void;
  down(bytes: Buffer): void;
}

/**
 * Stands at the cable to the relay and notes every attempt to hand a message over, also those of which no copy comes of.
 * Its sender asks one thing at a time (no PIPELINING), so each answer belongs to what was asked last.
 */
export class RelayWatch {
  readonly handOvers: HandOver[] = [];

  /** For a connection that begins. */
  tap(): Tap {
    let current: HandOver | undefined;
    let isContent = false;
    const asked = (line: string) => {
      if (isContent) {
        if (line === '.') isContent = false;
        const [, name] = /^message-id:\s*<([^@>]+)@/iu.exec(line) ?? [];
        if (current && name) current.messageName = name;
        return;
      }
      const [, sender] = /^MAIL FROM:<bounce\+([^@>]+)@/iu.exec(line) ?? [];
      const [, recipient] = /^RCPT TO:<([^>]+)>/iu.exec(line) ?? [];
      if (sender) {
        current = { envelopeName: sender, messageName: undefined, recipient: '', at: Date.now(), reply: undefined };
        this.handOvers.push(current);
      }
      if (current && recipient) current.recipient = recipient;
    };
    const answered = (line: string) => {
      const [, code] = /^(\d{3}) /u.exec(line) ?? [];
      if (code && current) current.reply = Number(code);
      if (code === '354') isContent = true;
    };
    return { up: byLine(asked), down: byLine(answered) };
  }
}

function byLine(read: (line: string) => void): (bytes: Buffer) => void {
  let rest = '';
  return (bytes) => {
    const lines = (rest + bytes.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) read(line);
  };
}
