import { french } from '../../../typography.js';

/** « Mot de passe oublié » (F7, F8). */
export const texts = french({
  title: 'Mot de passe oublié',
  heading: 'Mot de passe oublié',
  lead: 'Saisissez votre identifiant : un courriel vous apportera un lien pour choisir un nouveau mot de passe.',
  submit: 'Recevoir un courriel',
  forgottenIdentifier:
    'Vous ne connaissez plus votre identifiant ? Choisissez [Identifiant oublié](/identifiant-oublie).',
  away: '**Le service est momentanément indisponible.** Votre demande n’est pas enregistrée : réessayez dans un instant, ou appelez-nous.',
  tooMany: '**Beaucoup de demandes viennent de votre réseau.** Réessayez {when}.',
  sent: {
    title: 'Consultez votre messagerie',
    heading: 'Consultez votre messagerie',
    words:
      'Si cet identifiant est celui d’un compte, un courriel est en route vers l’adresse de son titulaire. Par sécurité, cette page est la même pour tous les identifiants.',
    contains:
      'Il contient un lien et un code pour choisir un nouveau mot de passe, **valables {lifetime}**. La date et l’heure limites y sont écrites.',
    lifetime: { days: '{count} jours', short: 'un temps limité' },
    stepsHeading: 'Que faire ?',
    steps: [
      {
        title: 'Ouvrir le courriel le plus récent',
        words: 'Son lien permet de choisir un nouveau mot de passe. L’ancien reste valable d’ici là.',
      },
      { title: 'Choisir un nouveau mot de passe', words: 'Si la connexion était verrouillée, elle ne le sera plus.' },
      { title: 'Se connecter', words: 'Avec votre identifiant et le nouveau mot de passe.' },
    ],
    missing: 'Le courriel n’arrive pas ?',
    spam: 'L’envoi peut prendre quelques minutes. Regardez aussi dans le dossier des courriers indésirables (« spam »). S’il n’y est pas, vérifiez votre identifiant et demandez un nouveau courriel : son délai repart de zéro.',
    again: 'Vous en envoyer un nouveau',
    linkTrouble: 'Le lien du courriel ne s’ouvre pas',
    linkTroubleAdvice:
      'Certains filtres modifient les liens. [Saisir le code reçu](/mot-de-passe/code) avec votre identifiant donne le même résultat.',
    moved: 'Je n’ai plus accès à cette messagerie',
    movedAdvice:
      'Un administrateur de votre établissement, ou un conseiller au 09 70 80 93 29, vous indiquera la marche à suivre.',
  },
});
