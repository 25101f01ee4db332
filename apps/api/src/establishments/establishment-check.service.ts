import { Inject, Injectable } from '@nestjs/common';
import type { EstablishmentCheck, EstablishmentSituation } from '@app/contracts/http';
import { eligibility } from '@app/domain';
import type { DirectoryAnswer, EstablishmentDirectory } from '@app/partners';
import { audit, crashPoint } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { type OwnFacts, readOwnFacts } from '../registrations/own-facts.js';
import { SETTINGS } from '../settings.provider.js';
import { contractNumberOf, siretOf } from '../typed-numbers.js';
import { DIRECTORY } from './directory.provider.js';
import { LegalCategories } from './legal-categories.js';

type Situation = z.infer<typeof EstablishmentSituation>;

/** F2, F4 and F11: what would happen if this establishment registered now, and whom to turn to if it is registered. */
@Injectable()
export class EstablishmentCheckService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
    private readonly categories: LegalCategories,
    @Inject(DIRECTORY) private readonly directory: EstablishmentDirectory,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async check(body: z.infer<typeof EstablishmentCheck>, caller: Caller): Promise<Situation> {
    const input = { siret: siretOf(body.siret), contractNumber: contractNumberOf(body.contractNumber) };
    await this.limits.spend('check', caller);
    const em = this.orm.em.fork();
    const [told, own] = await Promise.all([this.directory.find(input.siret), readOwnFacts(em, input, this.settings)]);
    const situation = liveSituation(own) ?? publicSituation(told, this.categories) ?? contractSituation(own, told);
    if (situation.administrators) await auditListing(em, own, caller);
    return { ...situation, ...this.establishment(input.siret, told, own) };
  }

  /** As the directory tells it now, else, to who knows the contract number, as it told us when the establishment came. */
  private establishment(siret: string, told: DirectoryAnswer, own: OwnFacts): Pick<Situation, 'establishment'> {
    const kept = own.contractKnown ? own.establishment : null;
    const known = told.kind === 'found' ? told.establishment : kept;
    if (!known && told.kind !== 'not-diffusible') return {};
    return { establishment: this.categories.describe(siret, known ?? { name: null, city: null, legalCategory: null }) };
  }
}

/**
 * What we know ourselves comes first, to who knows the contract number: administrators and a mail in waiting are reached
 * also when the establishment has moved or closed since, or its directory is away.
 */
function liveSituation({ contractKnown, registration, administrators }: OwnFacts): Situation | undefined {
  if (!contractKnown || !registration) return undefined;
  const { status, glance } = registration;
  if (status === 'completed') return { situation: 'registered', administrators };
  return { situation: status === 'under-review' ? 'under-review' : 'in-progress', registration: glance };
}

/** What the directory alone decides; a wrong contract number is told nothing else until these have let it through. */
function publicSituation(told: DirectoryAnswer, { policy }: LegalCategories): Situation | undefined {
  if (told.kind === 'not-found') return { situation: 'unknown' };
  if (told.kind !== 'found') return undefined;
  const { access, reason } = eligibility(told.establishment, policy);
  if (access !== 'no') return undefined;
  if (reason !== 'establishment-closed') return { situation: 'not-eligible' };
  const { closedOn } = told.establishment;
  return { situation: 'closed', ...(closedOn && { closedOn }) };
}

function contractSituation({ contractKnown }: OwnFacts, told: DirectoryAnswer): Situation {
  if (!contractKnown) return { situation: 'contract-unknown' };
  return { situation: told.kind === 'unavailable' ? 'directory-unavailable' : 'open' };
}

/** Names leave only to who knows the contract number, and not unseen. */
async function auditListing(
  em: EntityManager,
  { registration }: OwnFacts,
  { address, correlationId }: Caller,
): Promise<void> {
  const subject = registration?.caseNumber ?? '';
  crashPoint('api.listing.before-audit');
  await audit(em, {
    event: 'administrators.listed',
    actor: 'person',
    subject,
    outcome: 'shown',
    address,
    correlationId,
  });
  crashPoint('api.listing.after-audit');
}
