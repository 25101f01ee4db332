import { french } from '../../typography.js';

/** From the e-mailed link or code to the identifiant. */
export const texts = french({
  create: {
    creation: {
      title: 'Créer votre mot de passe, étape 3 sur 3',
      heading: 'Créez votre mot de passe',
      submit: 'Créer le mot de passe',
    },
    reset: {
      title: 'Choisir un nouveau mot de passe',
      heading: 'Choisissez un nouveau mot de passe',
      submit: 'Modifier le mot de passe',
    },
    step: 'Étape 3 sur 3 : le mot de passe',
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
    until: 'Ce lien est valable jusqu’au {date} (heure de Paris).',
  },
  passwordMissing: 'Saisissez un mot de passe.',
  away: '**Le service est momentanément indisponible.** Votre lien reste valable : réessayez dans un instant, ou appelez-nous.',
  tooMany: '**Beaucoup d’essais viennent de votre réseau.** Réessayez {when} : votre lien reste valable.',
  ended: {
    creation: {
      used: {
        title: 'Mot de passe déjà créé',
        heading: 'Le mot de passe est déjà créé',
        words: 'Ce lien a servi à créer le mot de passe : le compte est ouvert, il n’y a rien à refaire.',
        wordsOf:
          'Ce lien a servi à créer le mot de passe pour l’établissement {establishment} : le compte est ouvert, il n’y a rien à refaire.',
        identifier: 'Vous n’avez pas noté votre identifiant ? Choisissez [Identifiant oublié](/identifiant-oublie).',
        notYou: 'Vous n’avez pas créé ce mot de passe ? Appelez le 09 70 80 93 29.',
      },
      superseded: {
        words:
          'Seul le dernier lien fonctionne. Ouvrez le courriel le plus récent dont l’objet se termine par « créez votre mot de passe ».',
        advice:
          'Vous ne le trouvez pas ? Regardez dans le dossier des courriers indésirables (« spam »), ou demandez-en un nouveau avec les deux mêmes numéros.',
      },
      expired: {
        until: 'Il permettait de créer votre mot de passe jusqu’au {date} (heure de Paris).',
        advice:
          'L’inscription de votre établissement n’a donc pas abouti. Vous pouvez la reprendre avec les mêmes numéros : un nouveau courriel vous sera envoyé.',
        newerAdvice:
          'Seul le dernier lien fonctionne. Ouvrez le courriel le plus récent dont l’objet se termine par « créez votre mot de passe ».',
      },
      again: 'Inscrire un établissement',
    },
    reset: {
      used: {
        title: 'Mot de passe déjà modifié',
        heading: 'Le mot de passe est déjà modifié',
        words: 'Ce lien a servi à choisir un nouveau mot de passe : vous pouvez vous connecter avec lui.',
        wordsOf:
          'Ce lien a servi à choisir un nouveau mot de passe pour l’établissement {establishment} : vous pouvez vous connecter avec lui.',
        identifier: 'Vous avez oublié le nouveau mot de passe ? [Demandez un nouveau courriel](/mot-de-passe-oublie).',
        notYou: 'Vous n’avez pas choisi ce mot de passe ? Appelez sans attendre le 09 70 80 93 29.',
      },
      superseded: {
        words: 'Seul le dernier lien fonctionne. Ouvrez le courriel le plus récent, ou demandez-en un nouveau.',
        advice: 'Vous ne le trouvez pas ? Regardez dans le dossier des courriers indésirables (« spam »).',
      },
      expired: {
        until: 'Il permettait de choisir un nouveau mot de passe jusqu’au {date} (heure de Paris).',
        advice: 'Votre mot de passe n’a pas changé. Demandez un nouveau courriel : il portera un nouveau délai.',
        newerAdvice: 'Seul le dernier lien fonctionne. Ouvrez le courriel le plus récent.',
      },
      again: 'Demander un nouveau courriel',
    },
    supersededTitle: 'Lien remplacé',
    supersededHeading: 'Un courriel plus récent a remplacé ce lien',
    expiredTitle: 'Lien expiré',
    expiredHeading: 'Ce lien a expiré',
    newer: 'J’ai reçu un courriel plus récent',
    signIn: 'Se connecter',
  },
  unknown: {
    title: 'Lien non reconnu',
    heading: 'Ce lien n’est pas reconnu',
    words:
      'Il est peut-être incomplet, ou un filtre de votre messagerie l’a modifié. Le code écrit dans le même courriel donne le même résultat.',
    forIt:
      'Pour que les prochains liens s’ouvrent, transmettez à votre service informatique [la fiche sur les liens modifiés](/aide/lien-modifie).',
  },
  linkLess: {
    title: 'Lien à ouvrir de nouveau',
    heading: 'Ouvrez de nouveau le lien du courriel',
    words:
      'Cette page n’est liée à aucun courriel dans ce navigateur : le lien a été ouvert ailleurs, le navigateur a été fermé depuis, ou il refuse les cookies.',
    advice:
      'Ouvrez de nouveau le courriel, ou saisissez le code qu’il contient. Le mot de passe est déjà choisi ? Le lien ne sert plus : [connectez-vous](/se-connecter).',
  },
  enterCode: 'Saisir le code reçu',
  changed: {
    title: 'Mot de passe modifié',
    heading: 'Votre mot de passe est modifié',
    words: 'Il remplace l’ancien dès maintenant. Si la connexion était verrouillée, elle ne l’est plus.',
    sessions: 'Par sécurité, toutes les sessions ouvertes ont été fermées, et un courriel vous confirme le changement.',
    signIn: 'Se connecter',
    nothing: {
      title: 'Mot de passe oublié',
      heading: 'Aucun changement ne vient d’être fait ici',
      words:
        'Cette page confirme un nouveau mot de passe pendant quelques minutes, dans le navigateur qui l’a choisi. Un changement vous est toujours confirmé par courriel.',
      advice: 'Votre mot de passe ne vous revient pas ? Choisissez [Mot de passe oublié](/mot-de-passe-oublie).',
    },
  },
  code: {
    title: 'Saisir le code reçu',
    heading: 'Saisir le code reçu',
    lead: 'Le code remplace le lien du courriel lorsqu’un filtre l’a modifié, pour créer un mot de passe ou en choisir un nouveau.',
    who: 'SIRET ou identifiant',
    whoHint: 'Le SIRET après une inscription ; l’identifiant après « Mot de passe oublié ».',
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
    holder: 'Titulaire',
    profile: 'Profil',
    profiles: { administrator: 'Administrateur', user: 'Utilisateur' },
    establishment: 'Établissement',
    nextHeading: 'Et maintenant ?',
    next: 'Connectez-vous avec cet identifiant et le mot de passe que vous venez de créer.',
    signIn: 'Se connecter',
    gone: {
      title: 'Identifiant masqué',
      heading: 'Votre identifiant n’est plus affiché ici',
      words:
        'Par sécurité, il n’est affiché que quelques minutes après la création du mot de passe, dans le navigateur qui l’a créé.',
      advice: 'Vous ne l’avez pas noté ? [Identifiant oublié](/identifiant-oublie) l’affiche de nouveau.',
    },
  },
});
