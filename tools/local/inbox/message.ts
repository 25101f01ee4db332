import { randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';

/** A captured message as the list shows it. */
export interface MessageSummary {
  id: string;
  /** Of the envelope. */
  to: string;
  subject: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  /** Of the text part, each once, in order. */
  links: string[];
  /** The typed code, `XXXX-XXXX`, of the text part. */
  code: string | null;
  /** Accepted, then returned to the sender, as the fault `bounce` orders. */
  bounced: boolean;
}
export interface Message extends MessageSummary {
  messageId: string | null;
  from: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  source: string;
}

function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"'()[\]]+/gu) ?? [];
  return [...new Set(found.map((link) => link.replace(/[.,;:!?»]+$/u, '')))];
}

/** Case numbers (`PRC-…`) and identifiants (`EP-…`) hold a code of the same form: they are not meant, nor is a piece of a link. */
function codeIn(text: string): string | null {
  const withoutLinks = text.replace(/https?:\/\/\S+/gu, ' ');
  const [code] = /(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![\w-])/u.exec(withoutLinks) ?? [];
  return code ?? null;
}

/** Reads a message as it came over SMTP for one recipient. */
export async function readMessage(source: Buffer, to: string, bounced: boolean): Promise<Message> {
  const parsed = await simpleParser(source, { skipTextToHtml: true, skipHtmlToText: true });
  const text = parsed.text ?? '';
  const headers: Record<string, string> = {};
  for (const { key, line } of parsed.headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n\s+/gu, ' ')
      .trim();
    headers[key] = key in headers ? `${headers[key]}\n${value}` : value;
  }
  return {
    id: randomUUID(),
    to,
    subject: parsed.subject ?? '',
    receivedAt: new Date().toISOString(),
    links: linksIn(text),
    code: codeIn(text),
    bounced,
    messageId: parsed.messageId ?? null,
    from: parsed.from?.text ?? '',
    headers,
    text,
    html: parsed.html || '',
    source: source.toString('utf8'),
  };
}
