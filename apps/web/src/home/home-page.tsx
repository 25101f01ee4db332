import type { ReactNode } from 'react';
import { fill } from '../typography.js';
import { addresses } from '../ui/addresses.js';
import { ButtonLink } from '../ui/buttons.js';
import { Layout } from '../ui/layout.js';
import { NumberedSteps } from '../ui/numbered-steps.js';
import { HeroStones } from '../ui/stones.js';
import { Tag, type Tone } from '../ui/tag.js';
import { texts } from './texts.fr.js';

const troubles = [
  [addresses.forgottenIdentifier, texts.troubles.identifier],
  [addresses.forgottenPassword, texts.troubles.password],
  [addresses.helpMail, texts.troubles.mail],
  [addresses.helpDisplay, texts.troubles.display],
  [addresses.helpCache, texts.troubles.cache],
] as const;
const day = 24 * 60 * 60 * 1000;

/** `creationLinkLifetime` in ms: the page says what is set. */
export function HomePage({ creationLinkLifetime }: { creationLinkLifetime: number }): ReactNode {
  const days = Math.floor(creationLinkLifetime / day);
  const lifetime = days > 1 ? fill(texts.lifetime.days, { count: days }) : texts.lifetime.short;
  return (
    <Layout title={texts.title} isHome>
      <div className="hero stack">
        <h1>{texts.heading}</h1>
        <p className="lead">{texts.lead}</p>
        <HeroStones />
      </div>
      <div className="ways">
        <Way id="entree-inscription" tone="waiting" {...texts.register} href={addresses.register} />
        <Way id="entree-connexion" tone="good" {...texts.signIn} href={addresses.signIn} isQuiet />
        <Way id="entree-code" tone="none" {...texts.code} href={addresses.code} isQuiet />
      </div>
      <div className="split">
        <section className="stack" aria-labelledby="service">
          <h2 id="service">{texts.stepsHeading}</h2>
          <NumberedSteps
            steps={texts.steps.map((step) => ({ ...step, words: fill<string>(step.words, { lifetime }) }))}
          />
        </section>
        <section className="stack" aria-labelledby="autres">
          <h2 id="autres">{texts.troubleHeading}</h2>
          <ul className="links">
            {troubles.map(([href, words]) => (
              <li key={href}>
                <a href={href}>{words}</a>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Layout>
  );
}

interface WayProps {
  id: string;
  tone: Tone;
  tag: string;
  heading: string;
  words: string;
  action: string;
  href: string;
  isQuiet?: boolean;
}

const Way = ({ id, tone, tag, heading, words, action, href, isQuiet = false }: WayProps): ReactNode => (
  <section className="card stack" aria-labelledby={id}>
    <p>
      <Tag tone={tone}>{tag}</Tag>
    </p>
    <h2 id={id}>{heading}</h2>
    <p>{words}</p>
    <p>
      <ButtonLink href={href} isQuiet={isQuiet}>
        {action}
      </ButtonLink>
    </p>
  </section>
);
