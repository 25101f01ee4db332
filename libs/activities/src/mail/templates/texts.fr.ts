import { type RefusalReason, refusalReasons } from '@app/contracts';
import { deadlineInWords, formatSiret, fullName, helpDesk } from '@app/domain';
import { isolated } from './isolated.js';
import type { CaseWords, PersonWords, RegistrationMailContent } from './mail-content.js';

/** Always with its hour and its zone: a mail is read days later. */
export const until = (deadline: Date): string => `jusqu’au ${deadlineInWords(deadline)} (heure de Paris)`;

/** Stands before a verb: the name is followed by its SIRET between commas, a SIRET alone by none. */
export const establishment = ({ establishmentName, siret }: PersonWords): string =>
  establishmentName ? `${isolated(establishmentName)}, SIRET ${formatSiret(siret)},` : `de SIRET ${formatSiret(siret)}`;

/** Stands at the end of a sentence, or before a comma of its own. */
export const establishmentLast = (of: PersonWords): string => establishment(of).replace(/,$/u, '');

export const subject = (title: string): string => `${title} – Parcours`;

export const titles: Record<RegistrationMailContent['kind'], string> = {
  creation: 'Créez votre mot de passe',
  'reminder-half-way': 'Votre inscription attend votre mot de passe',
  'reminder-last-day': 'Dernier jour pour créer votre mot de passe',
  'address-changed': 'L’adresse de votre dossier a été corrigée',
  welcome: 'Votre compte est ouvert',
  expired: 'Votre demande d’inscription a expiré',
  refused: 'Votre demande d’inscription n’a pas été acceptée',
  cancelled: 'Votre demande d’inscription a été annulée',
};

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
    `Votre demande pour l’établissement ${establishment(of)} n’a pas été acceptée${because(reason)}.`,
  contest: `Vous pensez qu’il s’agit d’une erreur ? Appelez-nous au ${helpDesk.phone} avec votre numéro de dossier.`,
  cancelled: (of: CaseWords) =>
    `Votre demande pour l’établissement ${establishment(of)} a été annulée par un conseiller. Si vous avez reçu un lien et un code, ils ne fonctionnent plus. L’établissement peut être inscrit de nouveau.`,
  registerAgain: 'Inscrire un établissement',
  caseNumber: 'Numéro de dossier : ',
  requestReceived: ({ receivedAt }: CaseWords) => `Demande reçue le ${deadlineInWords(receivedAt)} (heure de Paris).`,
  question: `Une question ? ${helpDesk.phone}, ${helpDesk.hours.charAt(0).toLowerCase()}${helpDesk.hours.slice(1)}.`,
} as const;
