import type { ReactElement, ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { ButtonLink } from '../ui/buttons.js';
import { Layout } from '../ui/layout.js';
import { texts } from './texts.fr.js';

interface Words {
  title: string;
  heading: string;
  lead: string;
  advice?: string;
  action: string;
}

const ErrorPage = ({ title, heading, lead, advice, action }: Words): ReactNode => (
  <Layout title={title}>
    <h1>{heading}</h1>
    <p className="lead">{lead}</p>
    {advice && <p>{advice}</p>}
    <p className="actions">
      <ButtonLink href={addresses.home}>{action}</ButtonLink>
    </p>
  </Layout>
);

export const UnavailablePage = (): ReactNode => <ErrorPage {...texts.unavailable} />;
export const RefusedPage = (): ReactNode => <ErrorPage {...texts.refused} />;

/** For whatever no route answered; what is unknown is a fault of ours, said as one. */
export function errorPage(status: number): { page: ReactElement; status: number } {
  if (status === 404 || status === 405) return { page: <ErrorPage {...texts.notFound} />, status };
  if (status >= 400 && status < 500) return { page: <ErrorPage {...texts.unreadable} />, status };
  return { page: <UnavailablePage />, status: 503 };
}
