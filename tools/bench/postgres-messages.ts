/** One message of PostgreSQL's protocol 3 (documentation, 54.7); the very first of a client has no type. */
export interface PostgresMessage {
  type: string;
  body: Buffer;
}

/** Cuts what one side sends into messages, however it arrives. */
export class PostgresMessages {
  private rest: Buffer = Buffer.alloc(0);

  /** A client's first message has no type; a server's has. */
  constructor(private isFirstUntyped: boolean) {}

  read(chunk: Buffer): PostgresMessage[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const messages: PostgresMessage[] = [];
    for (;;) {
      const head = this.isFirstUntyped ? 0 : 1;
      if (this.rest.length < head + 4) return messages;
      const end = head + this.rest.readInt32BE(head);
      if (this.rest.length < end) return messages;
      const type = this.rest.toString('latin1', 0, head);
      messages.push({ type, body: this.rest.subarray(head + 4, end) });
      this.rest = this.rest.subarray(end);
      this.isFirstUntyped = false;
    }
  }
}

/** Text of a simple query (`Q`). */
export const queryText = ({ body }: PostgresMessage): string => body.toString('utf8', 0, body.length - 1);

/** Cells of a row (`D`), as text; null where the value is. */
export function rowCells({ body }: PostgresMessage): (string | null)[] {
  let at = 2;
  return Array.from({ length: body.readInt16BE(0) }, () => {
    const length = body.readInt32BE(at);
    const from = at + 4;
    at = from + Math.max(length, 0);
    return length < 0 ? null : body.toString('utf8', from, at);
  });
}
