import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { BackLink } from '../ui/buttons.js';
import { Layout } from '../ui/layout.js';
import { texts as ours } from '../ui/texts.fr.js';
import { Words } from '../ui/words.js';
import type { LegalText } from './texts.fr.js';

export const LegalPage = ({ title, heading, lead, sections }: LegalText): ReactNode => (
  <Layout title={title}>
    <BackLink href={addresses.home}>{ours.home}</BackLink>
    <h1>{heading}</h1>
    <p className="lead">{lead}</p>
    {sections.map((section) => (
      <section className="stack" key={section.heading}>
        <h2>{section.heading}</h2>
        {section.paragraphs?.map((text) => (
          <p key={text}>
            <Words text={text} />
          </p>
        ))}
        {section.list && (
          <ul>
            {section.list.map((text) => (
              <li key={text}>
                <Words text={text} />
              </li>
            ))}
          </ul>
        )}
      </section>
    ))}
  </Layout>
);
