import type { ReactNode } from 'react';

/** The two parts of MAIL_FROM, as mailboxes list them: a name, if there is one, and the address. */
export function senderOf(mailFrom: string): { name: string; address: string } {
  const { name = '', address = mailFrom.trim() } =
    /^\s*(?<name>[^<]*?)\s*<(?<address>[^>]+)>$/u.exec(mailFrom)?.groups ?? {};
  return { name, address };
}

export function Sender({ mailFrom }: { mailFrom: string }): ReactNode {
  const { name, address } = senderOf(mailFrom);
  return (
    <>
      {name}
      {name && <br />}
      {address}
    </>
  );
}
