import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { waitUntil } from '../local/wait-until.js';

/** How many are opened at once: a thousand browsers do not come in one instant. */
const together = 50;

/** Pages that wait: their event streams, each on a connection of its own, as the browsers of so many people hold them. */
export class OpenPages {
  private readonly requests = new Set<ClientRequest>();
  private readonly ended: string[] = [];
  private isClosing = false;
  /** How many have been told of a change since, and have read their page again. */
  private renewed = 0;

  /** Resolves once every stream has begun. */
  static async open(webUrl: string, ids: readonly string[]): Promise<OpenPages> {
    const pages = new OpenPages();
    for (let from = 0; from < ids.length; from += together) {
      await Promise.all(ids.slice(from, from + together).map((id) => pages.openOne(webUrl, id)));
    }
    return pages;
  }

  /** Resolves once so many pages have been told that their case has changed, and show the news. */
  async showNews(count: number): Promise<void> {
    await waitUntil(`${count} pages show the news`, () => this.renewed >= count, { patience: 30_000, every: 5 });
    this.renewed = 0;
  }

  refuseEnded(): void {
    if (this.ended.length > 0) throw new Error(`${this.ended.length} streams have ended: ${this.ended[0]}`);
  }

  close(): void {
    this.isClosing = true;
    for (const request of this.requests) request.destroy();
  }

  private async openOne(webUrl: string, id: string): Promise<void> {
    const page = `${webUrl}/inscrire-un-etablissement/dossier/${id}`;
    const url = `${page}/evenements`;
    const request = get(url, { agent: false, headers: { Accept: 'text/event-stream' } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}.`);
    this.requests.add(request);
    for (const part of [request, response]) part.on('error', () => undefined); // it closes, too
    request.once('close', () => void (this.isClosing || this.ended.push(url)));
    const look = async () => {
      await (await fetch(page)).text();
      this.renewed++;
    };
    response.on('data', (data: Buffer) => {
      if (data.includes('data:')) void look().catch(() => void this.ended.push(page));
    });
  }
}
