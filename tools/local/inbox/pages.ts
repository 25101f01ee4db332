import { Html, html } from './html.js';
import type { Message, MessageSummary } from './message.js';

/** A mail template with sample data, as `/dev/courriels` shows it. */
export interface MailPreview {
  name: string;
  subject: string;
  html: string;
  text: string;
}

const style = new Html(`<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 72rem; margin: 0 auto; padding: 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8886; overflow-wrap: anywhere; }
  code { font-size: 1.1em; white-space: nowrap; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8886; padding: 1rem; }
  iframe { width: 100%; height: 40rem; border: 1px solid #8886; background: #fff; }
</style>`);

const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Boîte de développement</title>
        ${style}
      </head>
      <body>
        <nav><a href="/">Messages reçus</a> · <a href="/dev/courriels">Modèles de courriel</a></nav>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.text;

const time = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Paris' });
/** Scripts of a message never run; its links open in a tab of their own. */
const frame = (content: string): Html =>
  html`<iframe
    title="Version HTML"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcdoc="${`<base target="_blank">${content}`}"
  ></iframe>`;
const link = (address: string): Html => html`<a href="${address}">${address}</a><br />`;

const row = ({ id, to, subject, receivedAt, links, code, bounced }: MessageSummary): Html =>
  html`<tr>
    <td>${time.format(new Date(receivedAt))}</td>
    <td>${to}</td>
    <td><a href="/courriels/${id}">${subject || '(sans objet)'}</a>${bounced ? ' (retourné)' : null}</td>
    <td>${links.map(link)}</td>
    <td>${code ? html`<code>${code}</code>` : null}</td>
  </tr>`;

/** Every message that was captured, newest first. */
export const listPage = (messages: MessageSummary[]): string =>
  page(
    'Messages reçus',
    messages.length === 0
      ? html`<p>Aucun message. Ceux que la plateforme envoie arrivent ici, nulle part ailleurs.</p>`
      : html`<table>
          <thead>
            <tr>
              <th scope="col">Reçu</th>
              <th scope="col">Destinataire</th>
              <th scope="col">Objet</th>
              <th scope="col">Liens</th>
              <th scope="col">Code</th>
            </tr>
          </thead>
          <tbody>
            ${messages.map(row)}
          </tbody>
        </table>`,
  );

export const messagePage = (message: Message): string =>
  page(
    message.subject || '(sans objet)',
    html`<p>
        De ${message.from} à ${message.to}, le
        ${time.format(new Date(message.receivedAt))}${message.bounced ? ', retourné' : null}.
      </p>
      ${message.code ? html`<p>Code : <code>${message.code}</code></p>` : null}
      <p>${message.links.map(link)}</p>
      ${
        message.html
          ? html`<h2>Version HTML</h2>
              ${frame(message.html)}`
          : null
      }
      <h2>Version texte</h2>
      <pre>${message.text}</pre>
      <details>
        <summary>Source</summary>
        <pre>${message.source}</pre>
      </details>`,
  );

export const previewsPage = (previews: MailPreview[]): string =>
  page(
    'Modèles de courriel',
    previews.length === 0
      ? html`<p>Aucun modèle.</p>`
      : html`<ul>
          ${previews.map(({ name, subject }) => html`<li><a href="/dev/courriels/${encodeURIComponent(name)}">${name}</a> : ${subject}</li>`)}
        </ul>`,
  );

export const previewPage = (preview: MailPreview): string =>
  page(
    preview.subject,
    html`<h2>Version HTML</h2>
      ${frame(preview.html)}
      <h2>Version texte</h2>
      <pre>${preview.text}</pre>`,
  );
