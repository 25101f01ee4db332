import { french } from '../typography.js';

export const texts = french({
  title: 'Se connecter',
  heading: 'Se connecter',
  password: 'Mot de passe',
  submit: 'Se connecter',
  lockRule:
    'Après plusieurs échecs, la connexion est verrouillée. « Mot de passe oublié » permet alors de la déverrouiller.',
  registerHeading: 'Votre établissement n’est pas encore inscrit ?',
  register:
    'Choisissez [Inscrire un établissement](/inscrire-un-etablissement) : il vous faut son SIRET et son numéro de contrat.',
  passwordMissing: 'Saisissez votre mot de passe.',
  refused: 'L’identifiant ou le mot de passe n’est pas exact : vérifiez les deux.',
  waysOut:
    'Un doute ? Choisissez [Identifiant oublié](/identifiant-oublie) ou [Mot de passe oublié](/mot-de-passe-oublie).',
  oneTryLeft: '**Il vous reste un essai** avant que la connexion soit verrouillée.',
  triesLeft: '**Il vous reste {count} essais** avant que la connexion soit verrouillée.',
  locked:
    '**La connexion avec cet identifiant est verrouillée**, après plusieurs mots de passe inexacts. « Mot de passe oublié » la déverrouille : un courriel vous permet de choisir un autre mot de passe.',
  continue:
    '**Connectez-vous pour continuer.** Par sécurité, une session se termine après un moment sans activité ; ce qui a été enregistré n’est pas perdu.',
  signedOut: '**Vous êtes déconnecté.**',
  away: '**Le service est momentanément indisponible.** Vous n’avez rien fait de travers : réessayez dans un instant, ou appelez-nous.',
  tooMany: '**Beaucoup d’essais ont lieu en ce moment.** Réessayez {when} : cet essai n’a pas été compté.',
  expired: {
    title: 'Compte expiré',
    heading: 'L’état de votre compte ne permet pas votre connexion',
    why: 'Votre compte a expiré. Un administrateur de votre établissement peut le renouveler : votre identifiant et votre mot de passe resteront les mêmes.',
    how: 'Avec le SIRET et le numéro de contrat de l’établissement, vous verrez qui sont ses administrateurs, et vous pourrez les prévenir.',
    find: 'Trouver un administrateur',
    otherwise: 'Vous êtes le seul administrateur ? Appelez le 09 70 80 93 29.',
  },
});
