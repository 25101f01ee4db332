import type { DemoEstablishment } from '@app/partners';
import type { DirectorySimulator } from './directory-simulator.js';

const hidden = '[ND]';

/** API Sirene 3.11, asked for one SIRET with a key. Open or closed is in the newest period, never at the root. */
export const sirene: DirectorySimulator = {
  siretOf: ({ path }) => /^\/siret\/(?<siret>[^/]+)$/u.exec(path)?.groups?.siret,

  answer(question, known) {
    const asked = sirene.siretOf(question);
    if (asked === undefined) return refused(404, 'Ressource inexistante');
    if (!question.headers['x-insee-api-key-integration']) return refused(401, 'Clé d’API absente ou invalide');
    if (!/^\d{14}$/u.test(asked)) return refused(400, 'Le paramètre siret doit compter 14 chiffres');
    const one = known.get(asked);
    if (!one) return refused(404, `Aucun élément trouvé pour le siret ${asked}`);
    return { status: 200, json: { header: { statut: 200, message: 'OK' }, etablissement: siteOf(one) } };
  },

  error: (status, message) => ({ header: { statut: status, message } }),
};

const refused = (status: number, message: string) => ({ status, json: sirene.error(status, message) });

function siteOf({ siret, name, city, legalCategory, state, closedOn, behaviour }: DemoEstablishment): object {
  const partial = behaviour === 'partial';
  const diffusion = partial ? 'P' : 'O';
  return {
    siren: siret.slice(0, 9),
    nic: siret.slice(9),
    siret,
    statutDiffusionEtablissement: diffusion,
    uniteLegale: {
      statutDiffusionUniteLegale: diffusion,
      etatAdministratifUniteLegale: 'A',
      categorieJuridiqueUniteLegale: legalCategory,
      denominationUniteLegale: partial ? hidden : name,
    },
    adresseEtablissement: {
      libelleVoieEtablissement: partial ? hidden : 'DE LA MAIRIE',
      libelleCommuneEtablissement: city,
    },
    periodesEtablissement: state === 'open' ? [opened(null)] : [closed(closedOn), opened(closedOn)],
  };
}

const period = (state: 'A' | 'F', dateDebut: string | undefined, dateFin: string | null | undefined) => ({
  dateDebut: dateDebut ?? null,
  dateFin: dateFin ?? null,
  etatAdministratifEtablissement: state,
  changementEtatAdministratifEtablissement: true,
});
const opened = (until: string | null | undefined) => period('A', '1983-03-01', until);
const closed = (since: string | undefined) => period('F', since, null);
