import type { ReactNode } from 'react';
import { Ticket } from '../ui/ticket.js';
import { texts } from './texts.fr.js';

/** Our domain, large, to copy into a firewall's settings. */
export const DomainTicket = ({ domain }: { domain: string }): ReactNode => (
  <Ticket label={texts.links.domain} code={domain} actions={texts.links} />
);
