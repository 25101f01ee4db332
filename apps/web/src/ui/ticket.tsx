import type { ReactNode } from 'react';
import { CopyIcon, PrintIcon } from './icons.js';
import { TicketStones } from './stones.js';

interface Props {
  label: string;
  code: string;
  actions: { copy: string; copied: string; print: string };
}

/** What has to be noted, large. The script brings « Copier » and « Imprimer ». */
export const Ticket = ({ label, code, actions }: Props): ReactNode => (
  <section className="ticket" aria-labelledby="billet">
    <TicketStones />
    <h2 id="billet">{label}</h2>
    <p className="ticket-code">{code}</p>
    <div className="actions" data-needs-script hidden>
      <button className="button is-quiet" type="button" data-copy={code}>
        <CopyIcon />
        {actions.copy}
      </button>
      <button className="button is-quiet" type="button" data-print>
        <PrintIcon />
        {actions.print}
      </button>
      <p role="status" data-copied={actions.copied} />
    </div>
  </section>
);
