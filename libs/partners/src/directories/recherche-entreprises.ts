import { z } from 'zod';
import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';
import { outageOf, partnerRequest, PartnerUnavailable } from './partner-request.js';

const Site = z.object({
  siret: z.string(),
  etat_administratif: z.enum(['A', 'F']),
  libelle_commune: z.string().nullish(),
  statut_diffusion_etablissement: z.string().nullish(),
});
const Answer = z.object({
  results: z.array(
    z.object({
      nom_complet: z.string().nullish(),
      nature_juridique: z.string().nullish(),
      etat_administratif: z.enum(['A', 'C']),
      statut_diffusion: z.string().nullish(),
      siege: Site.nullish(),
      matching_etablissements: z.array(Site).nullish(),
    }),
  ),
});

/**
 * API Recherche d’entreprises: no key; an unknown SIRET is a 200 without results. `withinMs` is its own limit; a state
 * it never documented is an outage, for read as « closed » it would refuse somebody.
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
  for (const unit of results) {
    const site = [...(unit.matching_etablissements ?? []), ...(unit.siege ? [unit.siege] : [])].find(
      (candidate) => candidate.siret === siret,
    );
    if (!site) continue;
    const diffusible = [site.statut_diffusion_etablissement, unit.statut_diffusion].every(
      (status) => (status ?? 'O') === 'O',
    );
    return {
      kind: 'found',
      establishment: {
        siret,
        name: diffusible ? (unit.nom_complet ?? null) : null,
        city: diffusible ? (site.libelle_commune ?? null) : null,
        legalCategory: unit.nature_juridique ?? '',
        open: site.etat_administratif === 'A',
        unitOpen: unit.etat_administratif === 'A',
        diffusible,
      },
    };
  }
  return { kind: 'unavailable', cause: 'wrong-siret' };
}
