import type { LinkFacts } from '@app/persistence';

/** A link that creates the first password of a registration's account. */
export type CreationLink = LinkFacts & { registrationId: string; caseNumber: string };
export const isCreation = (link: LinkFacts): link is CreationLink => link.purpose === 'creation';
