import { parseSiret } from '@app/domain';
import type { Establishment } from '../../../api/generated/parcours.js';

/** What is known of an establishment no directory could tell about: its SIRET. */
export function typedEstablishment(siret: string): Establishment {
  const parsed = parseSiret(siret);
  return { siret: 'siret' in parsed ? parsed.siret : siret, name: null, city: null, legalCategory: null };
}
