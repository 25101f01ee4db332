import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { BackLink, ButtonLink } from '../ui/buttons.js';
import { DomainTicket } from './domain-ticket.js';
import { Layout } from '../ui/layout.js';
import { NumberedSteps, type Step } from '../ui/numbered-steps.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

const { register, identifier, password, expired, links, mail, display, sheet, cache } = texts;

const Guide = ({
  title,
  heading,
  lead,
  children,
}: {
  title: string;
  heading: string;
  lead: string;
  children: ReactNode;
}): ReactNode => (
  <Layout title={title}>
    <BackLink href={addresses.help}>{texts.back}</BackLink>
    <h1>{heading}</h1>
    <p className="lead">{lead}</p>
    {children}
  </Layout>
);

const Action = ({ href, children }: { href: string; children: string }): ReactNode => (
  <p className="actions">
    <ButtonLink href={href}>{children}</ButtonLink>
  </p>
);

/** F3, step by step. */
export const RegisterGuide = (): ReactNode => (
  <Guide {...register}>
    <h2>{register.beforeHeading}</h2>
    <ul>
      {register.before.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
    <h2>{register.stepsHeading}</h2>
    <NumberedSteps steps={register.steps} />
    <Action href={addresses.register}>{register.action}</Action>
  </Guide>
);

interface StepsWords {
  title: string;
  heading: string;
  lead: string;
  stepsHeading: string;
  steps: readonly Step[];
  action: string;
  otherwiseHeading: string;
  otherwise: string;
}

const StepsGuide = ({ words, href }: { words: StepsWords; href: string }): ReactNode => (
  <Guide {...words}>
    <h2>{words.stepsHeading}</h2>
    <NumberedSteps steps={words.steps} />
    <Action href={href}>{words.action}</Action>
    <h2>{words.otherwiseHeading}</h2>
    <p>{words.otherwise}</p>
  </Guide>
);

/** F6. */
export const IdentifierGuide = (): ReactNode => <StepsGuide words={identifier} href={addresses.forgottenIdentifier} />;

/** F7, F8, F10. */
export const PasswordGuide = (): ReactNode => <StepsGuide words={password} href={addresses.forgottenPassword} />;

/** F11. */
export const ExpiredGuide = (): ReactNode => <StepsGuide words={expired} href={addresses.register} />;

/** F9; `domain` is ours, to copy. */
export const LinksGuide = ({ domain }: { domain: string }): ReactNode => (
  <Guide {...links}>
    <h2>{links.nowHeading}</h2>
    <p>{links.now}</p>
    <Action href={addresses.code}>{links.action}</Action>
    <h2>{links.forItHeading}</h2>
    <DomainTicket domain={domain} />
    <ul>
      {links.forIt.map((line) => (
        <li key={line}>
          <Words text={line} values={{ domain }} />
        </li>
      ))}
    </ul>
    <p>
      <Words text={sheet.pointer} />
    </p>
  </Guide>
);

/** F5. */
export const MailGuide = (): ReactNode => (
  <Guide {...mail}>
    <h2>{mail.stepsHeading}</h2>
    <NumberedSteps steps={mail.steps} />
    <Action href={addresses.register}>{mail.action}</Action>
    <h2>{mail.wrongHeading}</h2>
    <p>{mail.wrong}</p>
    <h2>{mail.filterHeading}</h2>
    <p>
      <Words text={mail.filter} />
    </p>
  </Guide>
);

/** F12; `domain` is ours. */
export const DisplayGuide = ({ domain }: { domain: string }): ReactNode => (
  <Guide {...display}>
    <h2>{display.forItHeading}</h2>
    <ul>
      {display.forIt.map((line) => (
        <li key={line}>
          <Words text={line} values={{ domain }} />
        </li>
      ))}
    </ul>
    <p>
      <Words text={sheet.pointer} />
    </p>
    <h2>{display.meanwhileHeading}</h2>
    <p>{display.meanwhile}</p>
    <Action href={addresses.code}>{display.action}</Action>
  </Guide>
);

/** F13. */
export const CacheGuide = (): ReactNode => (
  <Guide {...cache}>
    {cache.browsers.map(({ name, steps }) => (
      <section key={name} className="stack">
        <h2>{name}</h2>
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    ))}
    <p className="actions">
      <ButtonLink href={addresses.home} isQuiet>
        {cache.action}
      </ButtonLink>
    </p>
  </Guide>
);
