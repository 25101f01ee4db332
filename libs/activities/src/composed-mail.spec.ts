import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { domainToASCII } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { composeMail } from './composed-mail.js';
import type { LeasedMail } from './leased-mail.js';
import { smtpTransport } from './mail/transport.js';
import { sampleOf } from './mail/templates/samples.js';

const taken: { to: string[]; content: Buffer }[] = [];
/** It knows nothing of SMTPUTF8 (RFC 6531): an address that needs it would be refused. */
const relay = new SMTPServer({
  ...{ authOptional: true, disabledCommands: ['STARTTLS'], hideSMTPUTF8: true },
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), content: Buffer.concat(chunks) });
      done();
    });
  },
});
beforeAll(async () => {
  relay.listen(0, '127.0.0.1');
  await once(relay.server, 'listening');
});
afterAll(() => new Promise<void>((closed) => relay.close(closed)));

const mail: LeasedMail = {
  ...{ id: '1', attempt: 1, messageName: 'm', firstName: 'MARIE', lastName: 'dupont-martin', siret: '99990004600015' },
  ...{ establishmentName: null, deadline: null, link: null, recipient: '' },
};
const settings = { linkKeys: [], mailFrom: 'Parcours <p@exemple.fr>', publicUrl: 'http://localhost' };

test.each([
  ['achats&marches@exemple.fr', 'achats&marches@exemple.fr'],
  ['Contact@Mairie-Évry.fr', `Contact@${domainToASCII('mairie-évry.fr')}`],
  ['contact@пример.рф', 'contact@xn--e1afmkfd.xn--p1ai'],
  ["!#$%&'*+/=?^_`{|}~-@exemple.fr", "!#$%&'*+/=?^_`{|}~-@exemple.fr"],
])(
  'a message to %s is taken by a relay that knows ASCII only, and greets by the tidied name',
  async (recipient, sent) => {
    const { port } = relay.server.address() as AddressInfo;
    const transport = smtpTransport(`smtp://127.0.0.1:${port}`);
    const message = await composeMail({ ...mail, recipient }, sampleOf('creation'), settings);
    expect(await transport.handOver(message, () => Promise.resolve())).toMatchObject({ outcome: 'accepted' });
    await transport.close();
    const { to, content } = taken.at(-1) ?? { to: [], content: Buffer.alloc(0) };
    // On the wire in ASCII; the relay and the parser of the tests show domains as people read them.
    expect(message.envelope.to).toBe(sent);
    expect(content.toString()).toContain(`To: "Marie Dupont-Martin" <${sent}>\r\n`);
    expect(to).toHaveLength(1);
    expect((await simpleParser(content)).messageId).toBe('<m@exemple.fr>');
  },
);
