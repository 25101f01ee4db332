import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest, { type Response } from 'supertest';

export interface Page {
  status: number;
  html: string;
  title: string;
  /** Where a redirect leads. */
  location: string | undefined;
  headers: Record<string, string>;
  /** `Set-Cookie` headers. */
  cookies: string[];
}

/** A browser without scripts: says where its forms come from, and keeps cookies by their path. */
export class Visitor {
  private readonly jar = new Map<string, { path: string; pair: string }>();

  constructor(
    private readonly app: NestExpressApplication,
    private readonly headers: Record<string, string> = {},
  ) {}

  async get(path: string): Promise<Page> {
    return this.keep(await supertest(this.app.getHttpServer()).get(path).set(this.sent(path)));
  }

  /** Sends a form from one of our own pages. */
  async post(
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = sameOrigin,
  ): Promise<Page> {
    const request = supertest(this.app.getHttpServer()).post(path).type('form');
    return this.keep(await request.set({ ...this.sent(path), ...headers }).send(form));
  }

  /** Sends a form and goes where it leads, as browsers do. */
  async submit(path: string, form: Record<string, string> = {}): Promise<Page> {
    let page = await this.post(path, form);
    while (page.location !== undefined) page = await this.get(page.location);
    return page;
  }

  private sent(address: string): Record<string, string> {
    const [path = ''] = address.split('?');
    const cookies = [...this.jar.values()]
      .filter((kept) => `${path}/`.startsWith(`${kept.path.replace(/\/$/u, '')}/`))
      .map(({ pair }) => pair);
    return { ...this.headers, ...(cookies.length > 0 && { Cookie: cookies.join('; ') }) };
  }

  private keep({ status, text, headers }: Response): Page {
    const cookies = [headers['set-cookie'] ?? []].flat() as string[];
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';');
      const [, path = '/'] = /; Path=([^;]+)/iu.exec(cookie) ?? [];
      const key = `${pair.split('=')[0]} ${path}`;
      if (/Expires=Thu, 01 Jan 1970/iu.test(cookie)) this.jar.delete(key);
      else this.jar.set(key, { path, pair });
    }
    const { location } = headers as { location?: string };
    const [, title = ''] = /<title>([^<]*)<\/title>/u.exec(text) ?? [];
    return { status, html: text, title, location, headers: headers as Record<string, string>, cookies };
  }
}

const sameOrigin = { 'Sec-Fetch-Site': 'same-origin' };

/** What people read of a page, on one line, with plain spaces. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<head>.*<\/head>/su, '')
    .replace(/<br\/?>|<\/(?:p|h\d|li|dt|dd|div)>/gu, ' ')
    .replace(/<[^>]+>/gu, '')
    .replace(/&#x27;/gu, '’')
    .replace(/[\s\u00a0]+/gu, ' ');
