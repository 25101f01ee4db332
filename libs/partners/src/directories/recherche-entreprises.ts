import { z } from 'zod';
import type { DirectoryAnswer, DirectoryEstablishment, EstablishmentDirectory } from './establishment-directory.js';
import { outageOf, partnerRequest, PartnerUnavailable } from './partner-request.js';

/** Of what an answer holds, only the establishment that was asked for is read, and of that only these. */
const Answer = z.object({ results: z.array(z.unknown()) });
const word = z.string().nullish().catch(null);
const Site = z.object({
  siret: z.string(),
  etat_administratif: z.enum(['A', 'F']).nullable().catch(null),
  libelle_commune: word,
  date_fermeture: z.iso.date().nullish().catch(null),
  statut_diffusion_etablissement: z.unknown().optional(),
});
const Unit = z.object({
  nom_complet: word,
  nature_juridique: word,
  etat_administratif: z.enum(['A', 'C']).nullable().catch(null),
  statut_diffusion: z.unknown().optional(),
  siege: z.unknown().optional(),
  matching_etablissements: z.array(z.unknown()).catch([]),
});

/**
 * API Recherche d’entreprises: no key; an unknown SIRET is a 200 without results. `withinMs` is its own limit; a state
 * it never documented is not told: read as « closed » it would refuse a person.
 */
export function rechercheEntreprisesDirectory({
  url,
  userAgent,
  withinMs = 4_000,
}: {
  url: string;
  userAgent: string;
  withinMs?: number;
}): EstablishmentDirectory {
  return {
    async find(siret, signal) {
      const where = new URL(`${url}/search`);
      where.search = new URLSearchParams({
        q: siret,
        minimal: 'true',
        include: 'siege,complements,matching_etablissements',
      }).toString();
      const limit = AbortSignal.any([AbortSignal.timeout(withinMs), ...(signal ? [signal] : [])]);
      try {
        const response = await partnerRequest(where, { 'user-agent': userAgent }, limit);
        return response.body === undefined ? outageOf(response) : answerOf(siret, Answer.parse(response.body));
      } catch (error) {
        return { kind: 'unavailable', cause: error instanceof PartnerUnavailable ? error.message : 'malformed' };
      }
    },
  };
}

/** For a secondary establishment `siege` is another one: the SIRET itself must be among the matches. */
function answerOf(siret: string, { results }: z.infer<typeof Answer>): DirectoryAnswer {
  if (results.length === 0) return { kind: 'not-found' };
  for (const result of results) {
    const unit = Unit.safeParse(result).data;
    const site = unit && [...unit.matching_etablissements, unit.siege].map(siteOf).find((one) => one?.siret === siret);
    if (site) return { kind: 'found', establishment: establishmentOf(unit, site) };
  }
  return { kind: 'unavailable', cause: 'wrong-siret' };
}

const siteOf = (held: unknown): z.infer<typeof Site> | undefined => Site.safeParse(held).data;

function establishmentOf(unit: z.infer<typeof Unit>, site: z.infer<typeof Site>): DirectoryEstablishment {
  const diffusible = [site.statut_diffusion_etablissement, unit.statut_diffusion].every(
    (status) => (status ?? 'O') === 'O',
  );
  return {
    siret: site.siret,
    name: diffusible ? (unit.nom_complet ?? null) : null,
    city: diffusible ? (site.libelle_commune ?? null) : null,
    legalCategory: unit.nature_juridique ?? '',
    open: site.etat_administratif && site.etat_administratif === 'A',
    unitOpen: unit.etat_administratif && unit.etat_administratif === 'A',
    diffusible,
    ...(site.etat_administratif === 'F' && site.date_fermeture && { closedOn: site.date_fermeture }),
  };
}
