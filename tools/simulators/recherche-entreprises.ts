import type { DemoEstablishment } from '@app/partners';
import type { DirectorySimulator, Known } from './directory-simulator.js';

const hidden = '[NON-DIFFUSIBLE]';
const sirenOf = (siret: string): string => siret.slice(0, 9);

/**
 * API Recherche d’entreprises, asked for one SIRET. An unknown
 * one is a 200 without results; what `include` does not name stays away; `siege` is the head office, not who was asked for.
 */
export const rechercheEntreprises: DirectorySimulator = {
  siretOf: ({ query }) => query.get('q') ?? undefined,

  answer({ path, query }, known) {
    if (path !== '/search') return refused(404, 'Not Found');
    const asked = query.get('q') ?? '';
    if (asked === '') return refused(400, 'Veuillez indiquer au moins un paramètre de recherche.');
    if (query.has('include') && query.get('minimal')?.toLowerCase() !== 'true')
      return refused(400, 'Veuillez indiquer si vous souhaitez une réponse minimale avec le filtre `minimal=True`.');
    const one = known.get(asked);
    const results = one ? [unitOf(one, known, (query.get('include') ?? '').split(','))] : [];
    const pages = { total_results: results.length, page: 1, per_page: 10, total_pages: results.length };
    return { status: 200, json: { results, ...pages } };
  },

  error: (_status, message) => ({ erreur: message }),
};

const refused = (status: number, message: string) => ({
  status,
  json: rechercheEntreprises.error(status, message),
});

function unitOf(one: DemoEstablishment, known: Known, include: string[]): object {
  const { siret, name, legalCategory, behaviour } = one;
  const partial = behaviour === 'partial';
  const office = headOffice(one, known);
  const included = {
    siege: siteOf(office, true),
    matching_etablissements: [siteOf(one, office === one)],
    complements: { est_service_public: null, est_administration: legalCategory.startsWith('7') },
  };
  return {
    siren: sirenOf(siret),
    nom_complet: partial ? hidden : name,
    nature_juridique: legalCategory,
    etat_administratif: 'A',
    statut_diffusion: partial ? 'P' : 'O',
    ...Object.fromEntries(Object.entries(included).filter(([field]) => include.includes(field))),
  };
}

/** The file does not say it: of several establishments of one unit, the one with the lowest number. */
function headOffice(one: DemoEstablishment, known: Known): DemoEstablishment {
  const siblings = [...known.values()].filter(({ siret }) => sirenOf(siret) === sirenOf(one.siret));
  return siblings.reduce((lowest, sibling) => (sibling.siret < lowest.siret ? sibling : lowest), one);
}

function siteOf({ siret, city, state, closedOn, behaviour }: DemoEstablishment, isHeadOffice: boolean): object {
  const partial = behaviour === 'partial';
  return {
    siret,
    est_siege: isHeadOffice,
    etat_administratif: state === 'open' ? 'A' : 'F',
    adresse: partial ? hidden : `PLACE DE LA MAIRIE ${city}`,
    code_postal: null,
    libelle_commune: city,
    date_fermeture: closedOn ?? null,
    statut_diffusion_etablissement: partial ? 'P' : 'O',
  };
}
