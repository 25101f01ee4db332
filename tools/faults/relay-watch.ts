import type { HandOver } from './ledgers.js';

/** Reads along on one SMTP connection, both ways. */
export interface Tap {
  up(bytes: Buffer): void;
  down(bytes: Buffer): void;
}

/**
 * Stands at the cable to the relay and notes every attempt to hand a message over, also one that leaves no copy.
 * Answers come in the order of the questions, of which several may be under way (PIPELINING, RFC 2920).
 */
export class RelayWatch {
  readonly handOvers: HandOver[] = [];

  /** For a connection that begins. */
  tap(): Tap {
    let current: HandOver | undefined;
    /** What each question that waits for its answer was about. */
    const open: (HandOver | undefined)[] = [];
    let isContent = false;
    const asked = (line: string) => {
      if (isContent) {
        if (line === '.') {
          isContent = false;
          open.push(current);
        }
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
      open.push(current);
    };
    const answered = (line: string) => {
      const [, code] = /^(\d{3}) /u.exec(line) ?? [];
      if (!code) return;
      const about = open.shift(); // of nothing: the greeting
      // Behind a refusal, those of the questions that had left with it mean nothing.
      if (about && (about.reply ?? 0) < 400) about.reply = Number(code);
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
