import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { BackLink } from '../ui/buttons.js';
import { DescriptionList } from '../ui/description-list.js';
import { PrintIcon } from '../ui/icons.js';
import { Layout } from '../ui/layout.js';
import { Sender, senderOf } from '../ui/sender.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

const { sheet: words } = texts;

interface Props {
  /** As in PUBLIC_URL. */
  origin: string;
  /** As in MAIL_FROM. */
  mailFrom: string;
}

/** F5, F9, F12: what an IT service has to allow, on one sheet of paper. */
export function ItSheetPage({ origin, mailFrom }: Props): ReactNode {
  const domain = new URL(origin).hostname;
  const { address } = senderOf(mailFrom);
  return (
    <Layout title={words.title}>
      <BackLink href={addresses.help}>{texts.back}</BackLink>
      <h1>{words.heading}</h1>
      <p className="lead">{words.lead}</p>
      <div className="actions" data-needs-script hidden>
        <button className="button" type="button" data-print>
          <PrintIcon />
          {words.print}
        </button>
      </div>
      <DescriptionList
        rows={[
          [words.domain, domain],
          [words.sender, <Sender mailFrom={mailFrom} />],
          [words.subjects, words.subjectsAre],
          [
            words.links,
            <>
              {origin + addresses.createPassword}/…
              <br />
              {origin + addresses.resetPassword}/…
            </>,
          ],
          [words.here, origin + addresses.helpSheet],
        ]}
      />
      {words.parts.map(({ heading, lines }) => (
        <section className="stack" key={heading}>
          <h2>{heading}</h2>
          <ul>
            {lines.map((line) => (
              <li key={line}>
                <Words<string> text={line} values={{ domain, address }} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Layout>
  );
}
