import { once } from 'node:events';
import { InboxFaults } from './faults.js';
import { createInboxServer } from './http.js';
import type { Message } from './message.js';
import { MessageStore } from './message-store.js';
import type { MailPreview } from './pages.js';
import { startSmtp } from './smtp.js';

export interface InboxOptions {
  port: number;
  smtpPort: number;
  /** Messages are kept there. */
  folder: string;
  /** Mail templates with sample data, for `/dev/courriels`. */
  previews?: () => MailPreview[];
  /** Where a bounced message is reported, as a relay would; nowhere when absent. */
  bounceEvents?: { url: string; token: string };
}
export interface Inbox {
  url: string;
  smtpUrl: string;
  stop(): Promise<void>;
}

async function report({ messageId }: Message, { url, token }: { url: string; token: string }): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ messageId, event: 'bounced', detail: '5.1.1 No such mailbox here' }),
  });
}

/** The dev inbox of `docs/contract.md` §4: a relay that delivers nothing and shows everything. Never part of a deployment. */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const { port, smtpPort, folder, previews = () => [], bounceEvents } = options;
  const [store, faults] = [new MessageStore(folder), new InboxFaults()];
  const smtp = await startSmtp({
    port: smtpPort,
    faults,
    keep: (message) => store.keep(message),
    onBounce(message) {
      if (bounceEvents)
        report(message, bounceEvents).catch((error: unknown) => console.error('Bounce not told:', error));
    },
  });
  const server = createInboxServer({ store, faults, previews, followFaults: () => smtp.followFaults() });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    await smtp.stop();
    throw error;
  }
  const stop = async () => {
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await Promise.all([closed, smtp.stop()]);
  };
  return { url: `http://localhost:${port}`, smtpUrl: `smtp://127.0.0.1:${smtpPort}`, stop };
}
