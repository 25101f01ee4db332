import { request } from 'undici';

/** One open event stream, and what it has told. */
export class EventStream {
  text = '';
  ended = false;
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly status: number,
    readonly headers: Record<string, string | string[] | undefined>,
    private readonly leaving: AbortController,
  ) {}

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
    const leaving = new AbortController();
    const answer = await request(url, { headers, signal: leaving.signal, headersTimeout: 20_000 });
    const stream = new EventStream(answer.statusCode, answer.headers, leaving);
    answer.body.on('data', (data: Buffer) => {
      stream.text += data.toString();
      stream.look();
    });
    answer.body
      .on('error', () => {})
      .on('close', () => {
        stream.ended = true;
        stream.look();
      });
    return stream;
  }

  get changes(): number {
    return this.text.split('data: changed').length - 1;
  }

  /** By jest's own time limit. */
  async until(isSo: (stream: this) => boolean): Promise<void> {
    while (!isSo(this)) await new Promise<void>((look) => this.waiting.add(look));
  }

  leave(): void {
    this.leaving.abort();
  }

  private look(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}
