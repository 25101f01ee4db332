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

/** A statement made ready (`P`): empty is the name of one that is used once. */
export function preparedStatement({ body }: PostgresMessage): { name: string; text: string } {
  const name = textUntilZero(body, 0);
  return { name, text: textUntilZero(body, Buffer.byteLength(name) + 1) };
}

/** What a prepared statement is given (`B`), as text. */
export function boundValues({ body }: PostgresMessage): { name: string; values: (string | null)[] } {
  const portal = textUntilZero(body, 0);
  const name = textUntilZero(body, Buffer.byteLength(portal) + 1);
  const formats = Buffer.byteLength(portal) + Buffer.byteLength(name) + 2;
  return { name, values: cells(body, formats + 2 + 2 * body.readInt16BE(formats)) };
}

/** Cells of a row (`D`), as text; null where the value is. */
export const rowCells = ({ body }: PostgresMessage): (string | null)[] => cells(body, 0);

/** The words of a notice (`N`): fields, each with a letter before it, `M` before the words. */
export function noticeText({ body }: PostgresMessage): string {
  for (let at = 0; body[at] !== 0 && at < body.length;) {
    const field = textUntilZero(body, at + 1);
    if (String.fromCharCode(body[at] ?? 0) === 'M') return field;
    at += 1 + Buffer.byteLength(field) + 1;
  }
  return '';
}

const textUntilZero = (body: Buffer, from: number): string => body.toString('utf8', from, body.indexOf(0, from));

/** Their number, then each with its length before it. */
function cells(body: Buffer, from: number): (string | null)[] {
  let at = from + 2;
  return Array.from({ length: body.readInt16BE(from) }, () => {
    const length = body.readInt32BE(at);
    const start = at + 4;
    at = start + Math.max(length, 0);
    return length < 0 ? null : body.toString('utf8', start, at);
  });
}
