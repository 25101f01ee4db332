import { z } from 'zod';
import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';
import { outageOf, partnerRequest, PartnerUnavailable } from './partner-request.js';

const Site = z.object({
  siret: z.string(),
  statutDiffusionEtablissement: z.string().nullish(),
  uniteLegale: z.object({
    statutDiffusionUniteLegale: z.string().nullish(),
    etatAdministratifUniteLegale: z.enum(['A', 'C']),
    categorieJuridiqueUniteLegale: z.string().nullish(),
    denominationUniteLegale: z.string().nullish(),
  }),
  adresseEtablissement: z.object({ libelleCommuneEtablissement: z.string().nullish() }).nullish(),
  /** Newest first; only the newest has to say whether it is open. */
  periodesEtablissement: z.tuple([z.object({ etatAdministratifEtablissement: z.enum(['A', 'F']) })], z.unknown()),
});
/** A duplicate unit may give several. */
const Answer = z.object({ etablissement: Site.optional(), etablissements: z.array(Site).optional() });

/**
 * API Sirene 3.11: a key; open or closed is in the newest period, never at the root. `withinMs` is its own limit. A
 * redirection (a duplicate unit) is not followed: the key would go with it.
 */
export function sireneDirectory({
  url,
  apiKey,
  withinMs = 4_000,
}: {
  url: string;
  apiKey: string;
  withinMs?: number;
}): EstablishmentDirectory {
  return {
    async find(siret, signal) {
      const limit = AbortSignal.any([AbortSignal.timeout(withinMs), ...(signal ? [signal] : [])]);
      try {
        const where = new URL(`${url}/siret/${siret}`);
        const response = await partnerRequest(where, { 'X-INSEE-Api-Key-Integration': apiKey }, limit);
        if (response.status === 404) return { kind: 'not-found' };
        if (response.status === 403) return { kind: 'not-diffusible' };
        return response.body === undefined ? outageOf(response) : answerOf(siret, Answer.parse(response.body));
      } catch (error) {
        return { kind: 'unavailable', cause: error instanceof PartnerUnavailable ? error.message : 'malformed' };
      }
    },
  };
}

function answerOf(siret: string, { etablissement, etablissements = [] }: z.infer<typeof Answer>): DirectoryAnswer {
  const site = [...(etablissement ? [etablissement] : []), ...etablissements].find((one) => one.siret === siret);
  if (!site) return { kind: 'unavailable', cause: 'wrong-siret' };
  const {
    uniteLegale: unit,
    periodesEtablissement: [newest],
  } = site;
  const diffusible = [site.statutDiffusionEtablissement, unit.statutDiffusionUniteLegale].every(
    (status) => (status ?? 'O') === 'O',
  );
  return {
    kind: 'found',
    establishment: {
      siret,
      name: diffusible ? (unit.denominationUniteLegale ?? null) : null,
      city: diffusible ? (site.adresseEtablissement?.libelleCommuneEtablissement ?? null) : null,
      legalCategory: unit.categorieJuridiqueUniteLegale ?? '',
      open: newest.etatAdministratifEtablissement === 'A',
      unitOpen: unit.etatAdministratifUniteLegale === 'A',
      diffusible,
    },
  };
}
