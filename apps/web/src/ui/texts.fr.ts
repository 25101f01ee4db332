import { french } from '../typography.js';

/** What stands around and between the pages' own words. */
export const texts = french({
  service: 'Parcours',
  titleOf: '{title} – Parcours',
  titleWithError: 'Erreur : {title} – Parcours',
  skip: 'Aller au contenu',
  demo: 'Démonstration, service non officiel',
  navigation: 'Navigation principale',
  home: 'Accueil',
  back: 'Retour',
  help: 'Aide',
  signIn: 'Se connecter',
  account: 'Mon compte',
  signOut: 'Se déconnecter',
  forgottenPassword: 'Mot de passe oublié',
  forgottenIdentifier: 'Identifiant oublié',
  register: 'Inscrire un établissement',
  problem: 'Il y a un problème',
  errorPrefix: 'Erreur : ',
  optional: '(facultatif)',
  showPassword: 'Afficher le mot de passe',
  hidePassword: 'Masquer le mot de passe',
  identifier: {
    field: {
      label: 'Identifiant',
      hint: 'Par exemple EP-7K2M-QF9D ; tirets et majuscules facultatifs.',
      missing: 'Saisissez votre identifiant.',
      shape: 'Un identifiant commence par EP- et compte huit autres lettres ou chiffres, par exemple EP-7K2M-QF9D.',
      notEmail:
        'L’identifiant n’est pas votre adresse : il commence par EP-, par exemple EP-7K2M-QF9D. Il vous a été affiché à la création de votre mot de passe.',
      notSiret:
        'L’identifiant n’est pas le SIRET : il commence par EP-, par exemple EP-7K2M-QF9D. Il vous a été affiché à la création de votre mot de passe.',
    },
    label: 'Votre identifiant',
    copy: 'Copier',
    copied: 'Identifiant copié.',
    print: 'Imprimer',
    screenshot:
      '**Faites une capture d’écran.** Sous Windows : touches Windows, Maj et S. Sur Mac : Commande, Maj et 4.',
    whyNow: 'Par sécurité, l’identifiant n’est jamais envoyé dans le même courriel que le lien.',
  },
  helpDesk: {
    title: 'Besoin d’aide ?',
    answers: 'Un conseiller vous répond au :',
    open: 'Ouvert actuellement',
    closed: 'Fermé, rouvre {when}',
    hours: 'Du lundi au vendredi, de 9 h à 11 h 45 et de 13 h à 16 h (heure de Paris).',
    consult: 'Consulter l’aide',
  },
  footer: {
    nature: 'Démonstration, sans lien avec un service public.',
    accessibility: 'Accessibilité : non conforme',
    privacy: 'Données personnelles',
    terms: 'Conditions d’utilisation',
  },
  time: {
    until: 'jusqu’au {date} (heure de Paris)',
    at: 'le {date}',
    from: 'à partir du {date} (heure de Paris)',
    inSeconds: 'dans {seconds} secondes',
  },
});
