import { type RefusalReason, refusalReasons } from '@app/contracts';
import { deadlineInWords, formatSiret, fullName, helpDesk } from '@app/domain';
import { establishmentName } from './establishment-name.js';
import { isolated } from './isolated.js';
import type { CaseWords, PersonWords, RegistrationMailContent } from './mail-content.js';

/** Always with its hour and its zone: a mail is read days later. */
export const until = (deadline: Date): string => `jusqu’au ${deadlineInWords(deadline)} (heure de Paris)`;

const nameOf = (person: PersonWords): string | null => establishmentName(person.establishmentName, 160);

/** Stands before a verb: the name is followed by its SIRET between commas, a SIRET alone by none. */
export const establishment = (of: PersonWords): string => {
  const name = nameOf(of);
  return name ? `${isolated(name)}, SIRET ${formatSiret(of.siret)},` : `de SIRET ${formatSiret(of.siret)}`;
};

/** Stands at the end of a sentence, or before a comma of its own. */
export const establishmentLast = (of: PersonWords): string => establishment(of).replace(/,$/u, '');

/** First the establishment, by its public number where its name may not be told; an inbox shows some 60 letters. */
export const subject = (of: PersonWords, what: string): string =>
  `${establishmentName(of.establishmentName, 60) ?? `SIRET ${formatSiret(of.siret)}`} : ${what}`;

/** `subject` stands behind the establishment. */
export interface Heading {
  subject: string;
  title: string;
}

export const headings: Record<RegistrationMailContent['kind'] | 'accepted', Heading> = {
  creation: { subject: 'créez votre mot de passe', title: 'Créez votre mot de passe' },
  accepted: { subject: 'demande acceptée, créez votre mot de passe', title: 'Votre demande est acceptée' },
  'reminder-half-way': {
    subject: 'votre inscription attend votre mot de passe',
    title: 'Votre inscription attend votre mot de passe',
  },
  'reminder-last-day': {
    subject: 'dernier jour pour créer votre mot de passe',
    title: 'Dernier jour pour créer votre mot de passe',
  },
  'address-changed': {
    subject: 'l’adresse de votre dossier a été corrigée',
    title: 'L’adresse de votre dossier a été corrigée',
  },
  welcome: { subject: 'votre compte est ouvert', title: 'Votre compte est ouvert' },
  expired: { subject: 'votre demande d’inscription a expiré', title: 'Votre demande d’inscription a expiré' },
  refused: { subject: 'demande d’inscription refusée', title: 'Votre demande d’inscription est refusée' },
  cancelled: {
    subject: 'votre demande d’inscription a été annulée',
    title: 'Votre demande d’inscription a été annulée',
  },
};

/** What an inbox shows after the subject. */
export function preview(content: RegistrationMailContent): string {
  switch (content.kind) {
    case 'creation':
    case 'reminder-half-way':
    case 'reminder-last-day':
      return linkValid(content.deadline);
    case 'address-changed':
      return 'Si vous avez reçu ici un lien et un code, ils ne fonctionnent plus.';
    case 'welcome':
      return 'Votre identifiant est dans ce message : conservez-le.';
    case 'refused':
      return `Vous pensez qu’il s’agit d’une erreur ? Appelez-nous au ${helpDesk.phone}.`;
    case 'expired':
    case 'cancelled':
      return 'L’établissement peut être inscrit de nouveau.';
  }
}
export const linkValid = (deadline: Date): string => `Lien valable ${until(deadline)}.`;

const reasons: Record<RefusalReason, string> = {
  'establishment-unknown': 'aucun établissement ne porte ce SIRET dans les annuaires publics',
  'establishment-closed': 'cet établissement est fermé',
  'establishment-not-eligible': 'sa catégorie juridique ne donne pas accès à la plateforme',
  'after-review': 'après étude, la situation de cet établissement ne donne pas accès à la plateforme',
};

/** A reason that has no words here is not guessed at: the next paragraph says whom to call. */
function because(reason: string | null): string {
  const known = refusalReasons.find((one) => one === reason);
  return known ? ` : ${reasons[known]}` : '';
}

export const words = {
  service: 'Parcours',
  notOfficial: 'Démonstration, service non officiel',
  hello: (person: PersonWords) => `Bonjour ${isolated(fullName(person))},`,
  received: (of: CaseWords) =>
    `Votre demande d’inscription pour l’établissement ${establishment(of)} a bien été reçue le ${deadlineInWords(of.receivedAt)} (heure de Paris).`,
  accepted: (of: CaseWords) => `Votre demande d’inscription pour l’établissement ${establishment(of)} est acceptée.`,
  toDo: 'Il vous reste à créer votre mot de passe, ',
  reminder: (of: CaseWords) =>
    `Vous avez demandé l’inscription de l’établissement ${establishment(of)} et votre mot de passe n’est pas encore créé. Vous pouvez le faire `,
  createPassword: 'Créer le mot de passe',
  rawLink: 'Si le bouton ne répond pas, recopiez cette adresse dans votre navigateur :',
  codeBefore: 'Si l’adresse ne s’ouvre pas, saisissez ce code avec votre SIRET sur ',
  codeAfter: ' :',
  identifierLater: 'Votre identifiant s’affichera à l’écran une fois le mot de passe créé : notez-le.',
  nothingAsked:
    'Vous n’avez rien demandé ? Ignorez ce message : sans mot de passe, aucun compte n’est ouvert. Personne ne vous demandera jamais ce lien ni ce code.',
  addressChanged: (of: CaseWords) =>
    `L’adresse de courriel du dossier d’inscription de l’établissement ${establishment(of)} vient d’être corrigée. Si vous avez reçu ici un lien et un code, ils ne fonctionnent plus.`,
  notYou: `Si vous n’êtes pas à l’origine de cette correction, appelez-nous au ${helpDesk.phone}.`,
  accountOpen: (of: CaseWords) =>
    `Le compte administrateur de l’établissement ${establishment(of)} est ouvert. Voici votre identifiant :`,
  keepIt:
    'Conservez-le : il vous sera demandé à chaque connexion, avec votre mot de passe. Ne transmettez votre mot de passe à personne.',
  site: 'Accéder au site',
  expired: (of: CaseWords) =>
    `Votre demande pour l’établissement ${establishment(of)} n’a pas été menée à son terme dans le délai prévu. Si vous avez reçu un lien et un code, ils ne fonctionnent plus. Vous pouvez inscrire de nouveau l’établissement.`,
  refused: (of: CaseWords, reason: string | null) =>
    `Votre demande d’inscription pour l’établissement ${establishment(of)} est refusée${because(reason)}.`,
  contest: `Vous pensez qu’il s’agit d’une erreur ? Appelez-nous au ${helpDesk.phone} avec votre numéro de dossier.`,
  cancelled: (of: CaseWords) =>
    `Votre demande pour l’établissement ${establishment(of)} a été annulée par un conseiller. Si vous avez reçu un lien et un code, ils ne fonctionnent plus. L’établissement peut être inscrit de nouveau.`,
  registerAgain: 'Inscrire un établissement',
  caseNumber: 'Numéro de dossier : ',
  requestReceived: ({ receivedAt }: CaseWords) => `Demande reçue le ${deadlineInWords(receivedAt)} (heure de Paris).`,
  question: `Une question ? ${helpDesk.phone}, ${helpDesk.hours.charAt(0).toLowerCase()}${helpDesk.hours.slice(1)}.`,
} as const;
