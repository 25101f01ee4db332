import { z } from 'zod';
import type { DirectoryAnswer, EstablishmentDirectory } from './establishment-directory.js';
import { outageOf, partnerRequest, PartnerUnavailable } from './partner-request.js';

/** Of what an answer holds, only the establishment that was asked for is read; a duplicate unit may give several. */
const Answer = z.object({ etablissement: z.unknown().optional(), etablissements: z.array(z.unknown()).catch([]) });
const word = z.string().nullish().catch(null);
const Period = z.object({
  dateDebut: z.iso.date().nullish().catch(null),
  etatAdministratifEtablissement: z.enum(['A', 'F']).nullable().catch(null),
  changementEtatAdministratifEtablissement: z.unknown().optional(),
});
const Site = z.object({
  siret: z.string(),
  statutDiffusionEtablissement: z.unknown().optional(),
  uniteLegale: z
    .object({
      statutDiffusionUniteLegale: z.unknown().optional(),
      etatAdministratifUniteLegale: z.enum(['A', 'C']).nullable().catch(null),
      categorieJuridiqueUniteLegale: word,
      denominationUniteLegale: word,
    })
    .partial()
    .catch({}),
  adresseEtablissement: z.object({ libelleCommuneEtablissement: word }).nullish().catch(null),
  periodesEtablissement: z.array(z.unknown()).catch([]),
});

/** How the body of a 403 says that it is about the establishment, and not about us. */
const Withheld = z.object({ header: z.object({ message: z.string().regex(/non[ -]?diffus/iu) }) });

/**
 * API Sirene 3.11: a key; open or closed is in the newest period, never at the root. `withinMs` is its own limit. A
 * redirection (a duplicate unit) is not followed: the key would go with it. `onKey` hears whether our key was taken, where
 * the answer tells: a refused one is an outage.
 */
export function sireneDirectory({
  url,
  apiKey,
  withinMs = 4_000,
  onKey = () => undefined,
}: {
  url: string;
  apiKey: string;
  withinMs?: number;
  onKey?: (isTaken: boolean) => void;
}): EstablishmentDirectory {
  return {
    async find(siret, signal) {
      const limit = AbortSignal.any([AbortSignal.timeout(withinMs), ...(signal ? [signal] : [])]);
      try {
        const where = new URL(`${url}/siret/${siret}`);
        const response = await partnerRequest(where, { 'X-INSEE-Api-Key-Integration': apiKey }, limit);
        const isWithheld = response.status === 403 && Withheld.safeParse(response.refusal).success;
        if (isWithheld || response.status < 300 || response.status === 404) onKey(true);
        if (isWithheld) return { kind: 'not-diffusible' };
        if (response.status === 404) return { kind: 'not-found' };
        if (response.status === 401 || response.status === 403) onKey(false);
        return response.body === undefined ? outageOf(response) : answerOf(siret, Answer.parse(response.body));
      } catch (error) {
        return { kind: 'unavailable', cause: error instanceof PartnerUnavailable ? error.message : 'malformed' };
      }
    },
  };
}

function answerOf(siret: string, { etablissement, etablissements }: z.infer<typeof Answer>): DirectoryAnswer {
  const site = [etablissement, ...etablissements]
    .map((held) => Site.safeParse(held).data)
    .find((one) => one?.siret === siret);
  if (!site) return { kind: 'unavailable', cause: 'wrong-siret' };
  const { uniteLegale: unit } = site;
  const state = newestPeriod(site)?.etatAdministratifEtablissement ?? null;
  const closedOn = state === 'F' ? closingDate(site) : undefined;
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
      open: state && state === 'A',
      unitOpen: unit.etatAdministratifUniteLegale ? unit.etatAdministratifUniteLegale === 'A' : null,
      diffusible,
      ...(closedOn && { closedOn }),
    },
  };
}

type Held = z.infer<typeof Site>;

/** They come newest first. An older one that cannot be read says nothing of the newest. */
const newestPeriod = ({ periodesEtablissement: [newest] }: Held): z.infer<typeof Period> | undefined =>
  Period.safeParse(newest).data;

/** Later periods may tell of a new name only: it closed in the newest in which its state changed. */
const closingDate = ({ periodesEtablissement: periods }: Held): string | undefined =>
  periods
    .map((held) => Period.safeParse(held).data)
    .find((period) => period?.changementEtatAdministratifEtablissement === true)?.dateDebut ?? undefined;
