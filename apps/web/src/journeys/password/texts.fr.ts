import { french } from '../../typography.js';

/** From the e-mailed link or code to the identifiant. */
export const texts = french({
  create: {
    title: 'Créer votre mot de passe, étape 3 sur 3',
    step: 'Étape 3 sur 3 : le mot de passe',
    heading: 'Créez votre mot de passe',
    whose: 'Pour l’établissement {establishment}.',
    stillValid: 'Votre lien reste valable.',
    rulesHeading: 'Ce qu’il doit respecter',
    rules: [
      '{minLength} caractères au moins ; espaces et accents acceptés.',
      'Ni votre nom, ni votre courriel, ni le nom ou le SIRET de votre établissement.',
      'Pas un mot de passe courant ou déjà divulgué.',
    ],
    noClasses: 'Aucune majuscule, aucun chiffre n’est imposé.',
    phrase:
      '**Le plus simple : une phrase.** Quatre ou cinq mots sans rapport entre eux se retiennent bien et se devinent mal.',
    example: 'Par exemple « brouette lundi saxophone marée » (choisissez la vôtre, pas celle-ci).',
    password: 'Mot de passe',
    passwordHint: 'Une seule saisie : affichez-le pour le relire.',
    submit: 'Créer le mot de passe',
    until: 'Ce lien est valable jusqu’au {date} (heure de Paris).',
  },
  passwordMissing: 'Saisissez un mot de passe.',
  away: '**Le service est momentanément indisponible.** Votre lien reste valable : réessayez dans un instant, ou appelez-nous.',
  tooMany: '**Beaucoup d’essais viennent de votre réseau.** Réessayez {when} : votre lien reste valable.',
  used: {
    title: 'Mot de passe déjà créé',
    heading: 'Le mot de passe est déjà créé',
    words: 'Ce lien a servi à créer le mot de passe : le compte est ouvert, il n’y a rien à refaire.',
    wordsOf:
      'Ce lien a servi à créer le mot de passe pour l’établissement {establishment} : le compte est ouvert, il n’y a rien à refaire.',
    identifier:
      'Vous n’avez pas noté votre identifiant ? Il est écrit dans le courriel intitulé « Votre compte est ouvert ».',
    notYou: 'Vous n’avez pas créé ce mot de passe ? Appelez le 09 70 80 93 29.',
    signIn: 'Se connecter',
  },
  superseded: {
    title: 'Lien remplacé',
    heading: 'Un courriel plus récent a remplacé ce lien',
    words: 'Seul le dernier lien fonctionne. Ouvrez le courriel le plus récent intitulé « Créez votre mot de passe ».',
    advice:
      'Vous ne le trouvez pas ? Regardez dans le dossier des courriers indésirables (« spam »), ou demandez-en un nouveau avec les deux mêmes numéros.',
  },
  expired: {
    title: 'Ce lien a expiré',
    heading: 'Ce lien a expiré',
    until: 'Il permettait de créer votre mot de passe jusqu’au {date} (heure de Paris).',
    advice:
      'L’inscription de votre établissement n’a donc pas abouti. Vous pouvez la reprendre avec les mêmes numéros : un nouveau courriel vous sera envoyé.',
    newer: 'J’ai reçu un courriel plus récent',
    newerAdvice:
      'Seul le dernier lien fonctionne. Ouvrez le courriel le plus récent intitulé « Créez votre mot de passe ».',
  },
  unknown: {
    title: 'Lien non reconnu',
    heading: 'Ce lien n’est pas reconnu',
    words:
      'Il est peut-être incomplet, ou un filtre de votre messagerie l’a modifié. Le code écrit dans le même courriel donne le même résultat.',
  },
  linkLess: {
    title: 'Saisir le code reçu',
    heading: 'Ouvrez de nouveau le lien du courriel',
    words:
      'Votre navigateur n’a pas gardé le lien : il a été fermé, ou il refuse les cookies. Ouvrez de nouveau le courriel, ou saisissez le code qu’il contient.',
  },
  enterCode: 'Saisir le code reçu',
  registerAgain: 'Inscrire un établissement',
  code: {
    title: 'Saisir le code reçu',
    heading: 'Saisir le code reçu',
    lead: 'Le code remplace le lien du courriel lorsqu’un filtre l’a modifié.',
    who: 'SIRET ou identifiant',
    code: 'Code',
    codeHint: 'Huit lettres ou chiffres, par exemple K7QF-29MD. Vous pouvez le coller.',
    password: 'Nouveau mot de passe',
    passwordHint: '{minLength} caractères au moins ; une phrase de quatre ou cinq mots convient.',
    submit: 'Créer le mot de passe',
    limit: 'Après cinq codes inexacts, demandez un nouveau courriel : il portera un autre code.',
    whoMissing: 'Saisissez le SIRET de l’établissement, ou l’identifiant.',
    whoUnclear: 'Saisissez un SIRET de 14 chiffres, ou un identifiant tel que EP-7K2M-QF9D.',
    codeMissing: 'Saisissez le code du courriel.',
    codeShape: 'Le code compte huit lettres ou chiffres, par exemple K7QF-29MD.',
    codeRefused:
      'Ce code n’est pas accepté : vérifiez le SIRET ou l’identifiant et le code du courriel le plus récent.',
  },
  identifier: {
    title: 'Votre identifiant',
    step: 'Inscription terminée',
    heading: 'Votre compte est ouvert',
    lead: 'Notez votre identifiant : il vous sera demandé à chaque connexion, avec votre mot de passe.',
    label: 'Votre identifiant',
    copy: 'Copier',
    copied: 'Identifiant copié.',
    print: 'Imprimer',
    screenshot:
      '**Faites une capture d’écran.** Sous Windows : touches Windows, Maj et S. Sur Mac : Commande, Maj et 4.',
    whyNow: 'Par sécurité, l’identifiant n’est jamais envoyé dans le même courriel que le lien.',
    holder: 'Titulaire',
    profile: 'Profil',
    profiles: { administrator: 'Administrateur', user: 'Utilisateur' },
    establishment: 'Établissement',
    nextHeading: 'Et maintenant ?',
    next: 'La connexion ouvrira prochainement. D’ici là, gardez votre identifiant et votre mot de passe.',
    home: 'Revenir à l’accueil',
    gone: {
      title: 'Identifiant masqué',
      heading: 'Votre identifiant n’est plus affiché ici',
      words:
        'Par sécurité, il n’est affiché que quelques minutes après la création du mot de passe, dans le navigateur qui l’a créé.',
      advice:
        'Vous ne l’avez pas noté ? Il est écrit dans le courriel intitulé « Votre compte est ouvert ». S’il n’arrive pas, appelez le 09 70 80 93 29.',
    },
  },
});
