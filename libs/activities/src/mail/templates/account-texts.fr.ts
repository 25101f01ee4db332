import type { AccountMailKind } from '@app/contracts';
import { deadlineInWords, fullName, helpDesk } from '@app/domain';
import { isolated } from './isolated.js';
import type { AccountMailContent, PersonWords } from './mail-content.js';
import { establishment, establishmentLast, type Heading, linkValid } from './texts.fr.js';

export const accountHeadings: Record<AccountMailKind, Heading> = {
  reset: { subject: 'choisissez un nouveau mot de passe', title: 'Choisissez un nouveau mot de passe' },
  locked: { subject: 'votre compte est verrouillé', title: 'Votre compte est verrouillé' },
  'locked-reminder': { subject: 'votre compte est toujours verrouillé', title: 'Votre compte est toujours verrouillé' },
  'password-changed': { subject: 'votre mot de passe a été modifié', title: 'Votre mot de passe a été modifié' },
  'account-expired': { subject: 'votre compte a expiré', title: 'Votre compte a expiré' },
  'identifier-shown': { subject: 'votre identifiant a été affiché', title: 'Votre identifiant a été affiché' },
  'renewal-asked': {
    subject: 'un compte est à renouveler',
    title: 'Un compte de votre établissement est à renouveler',
  },
};

/** What an inbox shows after the subject; a colleague’s name only once the message is open. */
export function accountPreview(content: AccountMailContent): string {
  switch (content.kind) {
    case 'reset':
      return linkValid(content.deadline);
    case 'locked':
    case 'locked-reminder':
      return 'Un nouveau mot de passe le déverrouille.';
    case 'password-changed':
      return `Ce n’était pas vous ? Appelez-nous au ${helpDesk.phone}.`;
    case 'account-expired':
      return 'Un administrateur de l’établissement peut le renouveler.';
    case 'identifier-shown':
      return 'Si c’était vous, vous n’avez rien à faire.';
    case 'renewal-asked':
      return 'Une personne de l’établissement demande à garder son accès.';
  }
}

/** Before a verb, and last in a sentence. */
const account = (of: PersonWords): string => `votre compte de l’établissement ${establishment(of)}`;
const accountLast = (of: PersonWords): string => `votre compte de l’établissement ${establishmentLast(of)}`;
const moment = (at: Date): string => `${deadlineInWords(at)} (heure de Paris)`;

export const accountWords = {
  resetAsked: (of: PersonWords) =>
    `Un nouveau mot de passe a été demandé pour ${accountLast(of)}. Vous pouvez le choisir `,
  chooseAnother: 'Choisir un nouveau mot de passe',
  resetCodeBefore: 'Si l’adresse ne s’ouvre pas, saisissez ce code avec votre identifiant sur ',
  onlyTheLast: 'Si vous en avez reçu plusieurs, le lien du dernier courriel est le seul valable.',
  nothingAsked:
    'Vous n’êtes pas à l’origine de cette demande ? Ignorez ce message : rien ne change tant que le lien n’est pas utilisé. Personne ne vous demandera jamais ce lien ni ce code.',
  forgotten: 'Mot de passe oublié',
  locked: (of: PersonWords, at: Date) =>
    `Après plusieurs échecs de connexion, ${account(of)} est verrouillé depuis le ${moment(at)}.`,
  'locked-reminder': (of: PersonWords, at: Date) =>
    `Plusieurs échecs de connexion ont verrouillé ${account(of)} le ${moment(at)}. Il l’est toujours. Ce rappel est le seul.`,
  wayBack:
    'Pour le rouvrir, demandez un nouveau mot de passe avec « Mot de passe oublié » : le choisir déverrouille le compte.',
  notYourFailures: `Ces essais ne viennent pas de vous ? Quelqu’un a saisi votre identifiant sans connaître votre mot de passe, et le compte s’est fermé pour vous protéger. Si cela se répète, appelez-nous au ${helpDesk.phone}.`,
  'password-changed': (of: PersonWords, at: Date) =>
    `Le mot de passe de ${account(of)} a été modifié le ${moment(at)}. Les sessions ouvertes avec l’ancien mot de passe ont toutes été fermées.`,
  wasYou: 'Si c’était vous, vous n’avez rien à faire.',
  notYourChange: `Vous n’êtes pas à l’origine de ce changement ? Appelez-nous au ${helpDesk.phone} et demandez sans attendre un autre mot de passe avec « Mot de passe oublié ».`,
  'account-expired': (of: PersonWords) =>
    `Un nouveau mot de passe a été demandé pour ${accountLast(of)}, mais ce compte a expiré : un mot de passe ne suffit plus à le rouvrir. Un administrateur de l’établissement peut le renouveler.`,
  findAdministrators:
    'Pour savoir à qui vous adresser, ouvrez « Inscrire un établissement », saisissez le SIRET et le numéro de contrat d’immatriculation ou d’adhésion, puis « Suivant » : les administrateurs à contacter s’affichent.',
  register: 'Inscrire un établissement',
  notYourRequest: 'Vous n’avez rien demandé ? Ignorez ce message : rien n’a changé.',
  'identifier-shown': (of: PersonWords, at: Date) =>
    `L’identifiant de ${account(of)} a été affiché à l’écran le ${moment(at)}, après la saisie du SIRET, de vos nom et prénom et de votre adresse de courriel.`,
  notShownToYou: `Ce n’était pas vous ? Sachez que l’identifiant ne permet pas de se connecter sans le mot de passe : ne donnez ce dernier à personne. Pour nous signaler cette demande, appelez-nous au ${helpDesk.phone}.`,
  'renewal-asked': (of: PersonWords, colleague: { firstName: string; lastName: string }) =>
    `${isolated(fullName(colleague))} demande que son compte soit renouvelé. Ce compte de l’établissement ${establishment(of)} a expiré.`,
  renew: `Vous êtes administrateur de cet établissement : si cette personne doit garder son accès, appelez-nous au ${helpDesk.phone} pour renouveler son compte.`,
  unknownColleague:
    'Vous ne la connaissez pas, ou elle ne doit plus y accéder ? Ne faites rien : le compte reste fermé.',
} as const;
