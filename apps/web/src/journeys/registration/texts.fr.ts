import { french } from '../../typography.js';

/** The classic way to register (F3, F4, F5, F2), in the FAQ's words. */
export const texts = french({
  numbers: {
    title: 'Inscrire un établissement, étape 1 sur 3',
    step: 'Étape 1 sur 3 : l’établissement',
    heading: 'Inscrire un établissement',
    lead: 'Deux numéros suffisent pour savoir si votre établissement peut être inscrit, ou s’il l’est déjà.',
    renewal: {
      title: 'Trouver un administrateur',
      heading: 'Trouver un administrateur',
      lead: 'Deux numéros suffisent pour savoir qui sont les administrateurs de votre établissement.',
    },
    siret: 'SIRET',
    siretHint: '14 chiffres, par exemple 216 901 231 00011.',
    contract: 'Numéro de contrat',
    contractHint:
      'Le numéro de contrat d’immatriculation ou d’adhésion à l’un de vos fonds : 4 à 20 lettres ou chiffres.',
    where: 'Où trouver ces deux numéros ?',
    whereSiret:
      '**Le SIRET** figure sur les bulletins de paie, les marchés publics et la déclaration sociale nominative (DSN) de l’établissement. Celui d’un service annexe diffère de celui du siège.',
    whereContract:
      '**Le numéro de contrat** figure sur la lettre par laquelle le fonds (CNRACL, Ircantec, RAFP…) a confirmé l’immatriculation ou l’adhésion, et sur ses appels de cotisations.',
    whereBoth:
      'Recopiez les deux numéros **de la même lettre** : un contrat vaut pour l’établissement qui y est nommé, et le siège n’a pas celui de ses services annexes.',
    whomToCall:
      '**Les deux numéros sont ceux de la lettre ?** Appelez le 09 70 80 93 29 en la gardant sous les yeux : un conseiller cherchera le contrat avec vous. Si vous n’avez plus de lettre, demandez le numéro à votre fonds.',
    next: 'Suivant',
    siretMissing: 'Saisissez le SIRET de l’établissement.',
    contractMissing: 'Saisissez le numéro de contrat de l’établissement.',
    contractUnknown: 'Ce numéro de contrat n’est pas connu pour ce SIRET : vérifiez les deux numéros.',
  },
  request: {
    title: 'Confirmer votre établissement, étape 2 sur 3',
    step: 'Étape 2 sur 3 : vous',
    heading: 'Est-ce bien votre établissement ?',
    directoryAway:
      'L’annuaire des établissements ne répond pas pour le moment. Vous pouvez continuer : il sera consulté dès que possible, et la réponse vous parviendra par courriel.',
    toBeChecked: 'Établissement à vérifier',
    change: 'Ce n’est pas le bon : modifier le SIRET',
    whoHeading: 'Qui êtes-vous ?',
    who: 'Vous serez administrateur : vous pourrez créer les comptes de vos collègues et choisir leurs droits.',
    lastName: 'Nom',
    firstName: 'Prénom',
    email: 'Courriel professionnel',
    emailHint:
      'Le lien de création du mot de passe y sera envoyé. Préférez une adresse à votre nom : le compte est personnel.',
    phone: 'Téléphone',
    phoneHint: 'Pour qu’un conseiller puisse vous rappeler.',
    terms: 'J’accepte les [conditions d’utilisation](/conditions-d-utilisation)',
    submit: 'Inscrire l’établissement',
  },
  errors: {
    lastName: 'Saisissez votre nom.',
    firstName: 'Saisissez votre prénom.',
    nameLetter: 'Écrivez au moins une lettre. Si vous n’avez qu’un nom, écrivez-le dans les deux champs.',
    nameLink:
      'Un nom ne contient ni adresse ni lien : enlevez-les. Après le point d’une initiale, laissez une espace, par exemple J. Dupont.',
    emailLocal:
      'Avant l’arobase, l’adresse ne peut compter que des lettres sans accent, des chiffres et des signes : beaucoup de messageries refusent les autres. Vérifiez-la, ou donnez-en une autre.',
    emailMissing: 'Saisissez votre courriel professionnel.',
    email: 'Saisissez une adresse complète, par exemple prenom.nom@exemple.fr.',
    phone: 'Saisissez un numéro de téléphone de 6 à 30 chiffres, par exemple 01 23 45 67 89, ou laissez ce champ vide.',
    tooLong: 'Ce texte est trop long : raccourcissez-le.',
    characters: 'Ce texte contient un caractère qui ne peut pas être enregistré : saisissez-le au clavier.',
    terms: 'Acceptez les conditions d’utilisation pour continuer.',
  },
  notices: {
    away: '**Le service est momentanément indisponible.** Rien de ce que vous avez saisi n’est perdu : réessayez dans un instant, ou appelez-nous.',
    tooMany:
      '**Beaucoup de demandes viennent de votre réseau.** Réessayez {when} : rien de ce que vous avez saisi n’est perdu.',
  },
  facts: {
    name: 'Établissement',
    siret: 'SIRET',
    city: 'Commune',
    category: 'Catégorie juridique',
    categoryOf: '{label} ({code})',
    contract: 'Numéro de contrat',
    caseNumber: 'Numéro de dossier',
    received: 'Demande reçue le',
    withheld: 'Nom non communiqué par le répertoire',
  },
  checkSiret: 'Vérifier le SIRET',
  registered: {
    title: 'Établissement déjà inscrit',
    heading: 'Votre établissement est déjà inscrit',
    contact: {
      one: 'Pour obtenir un compte, ou renouveler un compte expiré, contactez son administrateur :',
      several: 'Pour obtenir un compte, ou renouveler un compte expiré, contactez l’un de ses administrateurs :',
    },
    caption: { one: 'Administrateur de l’établissement', several: 'Administrateurs de l’établissement' },
    columns: ['Nom', 'Courriel (masqué)'],
    expired: 'compte expiré',
    masked: {
      one: 'Par prudence, l’adresse est masquée. Vos collègues, ou votre annuaire interne, vous la donneront en entier.',
      several:
        'Par prudence, les adresses sont masquées. Vos collègues, ou votre annuaire interne, vous les donneront en entier.',
    },
    noneCanSignIn: {
      one: 'Son compte a expiré : cette personne ne peut plus en créer ni en renouveler. Appelez le 09 70 80 93 29 avec les deux numéros de l’établissement.',
      several:
        'Leurs comptes ont expiré : ces personnes ne peuvent plus en créer ni en renouveler. Appelez le 09 70 80 93 29 avec les deux numéros de l’établissement.',
    },
    none: 'Nous ne pouvons pas afficher d’administrateur à contacter : appelez le 09 70 80 93 29, un conseiller vous indiquera la marche à suivre.',
    tell: {
      heading: 'Votre compte a expiré ?',
      words:
        'Nous pouvons écrire de votre part à ces administrateurs, une fois par jour au plus, pour leur demander de renouveler votre compte.',
      identifier: 'Votre identifiant',
      submit: 'Prévenir un administrateur',
    },
    told: {
      title: 'Demande de renouvellement reçue',
      heading: 'Votre demande est reçue',
      words:
        'Si cet identifiant est celui d’un compte expiré de l’établissement, ses administrateurs reçoivent un courriel qui leur demande de le renouveler.',
      once: 'Ils ne sont prévenus qu’une fois par jour : il est inutile de recommencer aujourd’hui.',
      next: 'Une fois votre compte renouvelé, connectez-vous avec le même identifiant et le même mot de passe.',
      forgotten:
        'Vous ne connaissez plus votre mot de passe ? Choisissez alors [Mot de passe oublié](/mot-de-passe-oublie).',
      action: 'Se connecter',
    },
    account: 'Vous avez déjà un compte ?',
    signIn:
      '[Se connecter](/se-connecter) ou, si besoin, [Identifiant oublié](/identifiant-oublie) ou [Mot de passe oublié](/mot-de-passe-oublie).',
    alone: {
      one: 'C’est vous, et personne d’autre n’est administrateur ?',
      several: 'Vous êtes l’une de ces personnes ?',
      advice: {
        one: 'Il n’y a rien à inscrire de nouveau : [connectez-vous](/se-connecter). Si votre compte a expiré, personne d’autre ne peut le renouveler : appelez le 09 70 80 93 29 avec les deux numéros de l’établissement.',
        several:
          'Il n’y a rien à inscrire de nouveau : [connectez-vous](/se-connecter). Si votre compte a expiré, un autre administrateur, dont le compte n’a pas expiré, peut le renouveler.',
      },
    },
    gone: {
      one: 'Cette personne a quitté l’établissement ?',
      several: 'Ces personnes ont quitté l’établissement ?',
      advice: {
        one: 'N’utilisez pas son identifiant : un compte est personnel. Appelez le 09 70 80 93 29 avec les deux numéros de l’établissement : un conseiller vérifiera votre situation et vous indiquera la marche à suivre.',
        several:
          'Si l’une est encore là, adressez-vous à elle. Sinon, n’utilisez pas leurs identifiants : un compte est personnel. Appelez le 09 70 80 93 29 avec les deux numéros de l’établissement : un conseiller vérifiera votre situation et vous indiquera la marche à suivre.',
      },
    },
  },
  inProgress: {
    title: 'Inscription en cours',
    heading: 'L’inscription est en cours',
    sent: 'Un courriel a été envoyé à **{address}** le {date}.',
    sending: 'Un courriel va être envoyé à **{address}**.',
    addressed: 'Le courriel qui permet de la terminer est adressé à **{address}**.',
    remains: 'Il reste à créer le mot de passe, **jusqu’au {date} (heure de Paris)**.',
    missing: 'Le courriel n’est pas arrivé ?',
    spam: 'Regardez d’abord dans le dossier des courriers indésirables (« spam »). S’il n’y est pas :',
    notYours: 'Cette adresse n’est pas la vôtre ?',
    notYoursAdvice:
      'Un collègue a peut-être commencé l’inscription. Rapprochez-vous de lui, ou appelez le 09 70 80 93 29.',
    notYoursAdviceWithCase:
      'Un collègue a peut-être commencé l’inscription. Rapprochez-vous de lui, ou appelez le 09 70 80 93 29 avec le numéro de dossier `{caseNumber}`.',
  },
  resend: 'Vous en envoyer un nouveau',
  resendRule: 'Ouvrez toujours le courriel le plus récent : il remplace les précédents.',
  resendWait: 'Un courriel vient d’être envoyé. Le prochain envoi sera possible {when}.',
  refusals: {
    unknown: {
      title: 'SIRET inconnu',
      heading: 'Aucun établissement ne porte ce SIRET',
      words: 'Le répertoire des établissements ne connaît pas ce SIRET. Une faute de frappe en est souvent la cause.',
      adviceHeading: 'Le SIRET est exact ?',
      advice:
        'Un établissement créé il y a peu n’apparaît dans le répertoire qu’après quelques jours. Réessayez plus tard, ou appelez le 09 70 80 93 29.',
    },
    closed: {
      title: 'Établissement fermé',
      heading: 'Cet établissement est fermé',
      words: 'Selon le répertoire Sirene, cet établissement a cessé son activité : il ne peut pas être inscrit.',
      since:
        'Selon le répertoire Sirene, cet établissement est fermé **depuis le {date}** : il ne peut pas être inscrit.',
      adviceHeading: 'Votre établissement est en activité ?',
      advice:
        'Un déménagement ou une réorganisation donne un nouveau SIRET : vérifiez que vous utilisez le plus récent. Si le répertoire est inexact, appelez le 09 70 80 93 29.',
    },
    'not-eligible': {
      title: 'Établissement non éligible',
      heading: 'Cet établissement ne peut pas être inscrit',
      words:
        'La plateforme est réservée aux employeurs publics. La catégorie juridique de cet établissement n’y donne pas accès.',
      adviceHeading: 'Vous pensez qu’il s’agit d’une erreur ?',
      advice:
        'Vérifiez d’abord le SIRET : celui d’une régie ou d’un service annexe diffère de celui de la collectivité. La catégorie juridique vient du répertoire Sirene ; si elle est inexacte, un conseiller peut examiner votre situation.',
    },
  },
  review: {
    title: 'Demande en cours d’examen',
    heading: 'Votre demande est en cours d’examen',
    why: 'La catégorie juridique de votre établissement demande l’avis d’un conseiller.',
    wait: 'Vous n’avez rien à faire : la réponse sera envoyée à **{address}**.',
    until:
      'Un conseiller a **jusqu’au {date} (heure de Paris)** pour se prononcer. Sans réponse à cette date, appelez le 09 70 80 93 29 avec votre numéro de dossier.',
    nextHeading: 'Et ensuite ?',
    steps: [
      { title: 'Un conseiller étudie la demande', words: 'Il peut vous appeler si vous avez laissé un numéro.' },
      {
        title: 'Vous recevez sa réponse par courriel',
        words: 'Si elle est favorable, le message contient le lien pour créer votre mot de passe.',
      },
    ],
    home: 'Revenir à l’accueil',
  },
  checking: {
    title: 'Vérification en cours',
    heading: 'Nous vérifions votre demande',
    words: 'Votre demande est bien enregistrée : rien ne sera perdu, même si vous fermez cette page.',
    mail: 'Dès que la vérification est terminée, un courriel est envoyé à **{address}**.',
    delayed:
      'La vérification prend plus de temps que d’habitude. Vous n’avez rien à refaire : elle se poursuit, et un courriel vous parviendra.',
  },
  awaiting: {
    title: 'Consultez votre messagerie, étape 3 sur 3',
    step: 'Étape 3 sur 3 : le mot de passe',
    heading: 'Consultez votre messagerie',
    sent: 'Courriel accepté par le service de messagerie le {date}, pour **{address}**.',
    sending: 'Un courriel part à l’instant vers **{address}**.',
    delayed: 'L’envoi prend plus de temps que d’habitude. Vous n’avez rien à refaire : il se poursuit.',
    contains:
      'Il contient un lien et un code pour créer votre mot de passe, valables **jusqu’au {date} (heure de Paris)**.',
    keep: 'Conservez ce numéro de dossier : il nous permet de vous retrouver au téléphone.',
    yourCase: 'Votre dossier',
    correctAndResend: 'Corriger et renvoyer',
    correct: 'Corriger l’adresse',
    newAddress: 'Nouvelle adresse',
    newAddressHint: 'L’ancienne adresse en sera informée et son lien ne fonctionnera plus.',
    linkTrouble: 'Le lien du courriel ne s’ouvre pas',
    linkTroubleAdvice:
      'Certains filtres modifient les liens. [Saisir le code reçu](/mot-de-passe/code) donne le même résultat.',
  },
  blocked: {
    title: 'Dossier à compléter avec un conseiller',
    heading: 'Un conseiller va vous aider',
    words: 'Votre demande est enregistrée, mais elle ne peut pas se poursuivre sans l’aide d’un conseiller.',
    call: 'Appelez le 09 70 80 93 29 et donnez le numéro de dossier `{caseNumber}`.',
  },
  undelivered: {
    title: 'Le courriel n’a pas pu être remis, étape 3 sur 3',
    heading: 'Le courriel n’a pas pu être remis',
    refused: 'La messagerie de **{address}** l’a refusé le {date}.',
    noMailbox: 'La messagerie de **{address}** l’a refusé le {date} : cette adresse n’y existe pas.',
    late: 'Malgré plusieurs essais, il n’a pas pu être remis à **{address}** ; le dernier constat date du {date}.',
    correct: 'Votre demande est enregistrée, rien n’est perdu. Corrigez l’adresse : un nouveau courriel part aussitôt.',
    elsewhere:
      'Votre demande est enregistrée, rien n’est perdu. L’adresse se corrige sur cette page, dans le navigateur qui a fait la demande ; sinon, appelez-nous.',
    address: 'Courriel professionnel',
    exact: 'L’adresse est exacte ?',
    call: 'Appelez le 09 70 80 93 29 et donnez le numéro de dossier `{caseNumber}` : un conseiller verra la réponse de votre messagerie.',
    technical: 'La réponse exacte, pour votre service informatique',
    reply: '`{reply}`, donnée par le service de messagerie le {date}.',
    sheet: 'Ce que la messagerie doit laisser passer : [la fiche à imprimer](/aide/fiche-informatique).',
  },
  live: {
    look: 'Actualiser',
    changed: 'Il y a du nouveau pour ce dossier. Ce que vous saisissez serait perdu en actualisant.',
  },
  nearMiss: {
    question: 'Vouliez-vous dire {address} ?',
    why: 'Vous avez saisi « {domain} ». Si c’est une faute de frappe, le courriel n’arrivera pas.',
    yes: 'Oui, corriger l’adresse',
    no: 'Non, l’adresse est exacte',
  },
  lookFor: {
    heading: 'À chercher dans votre messagerie',
    sender: 'Expéditeur',
    subject: 'Objet',
    subjectIs: '**créez votre mot de passe**, après le nom ou le SIRET de l’établissement',
    spam: 'L’envoi peut prendre quelques minutes. Regardez aussi dans le dossier des courriers indésirables (« spam »).',
    forIt:
      'Rien n’arrive ? Transmettez à votre service informatique [la fiche à imprimer](/aide/fiche-informatique) : elle dit ce qu’un filtre doit laisser passer.',
  },
  completed: {
    title: 'Inscription terminée',
    step: 'Inscription terminée',
    heading: 'L’inscription est terminée',
    words: 'Le mot de passe a été créé et le compte est ouvert.',
    keep: 'Connectez-vous avec votre identifiant et votre mot de passe.',
    signIn: 'Se connecter',
  },
  refused: {
    title: 'Inscription refusée',
    heading: 'L’inscription n’a pas été acceptée',
    reasons: {
      'establishment-unknown': 'Aucun établissement ne porte ce SIRET dans le répertoire.',
      'establishment-closed': 'Selon le répertoire Sirene, cet établissement a cessé son activité.',
      'establishment-not-eligible': 'La catégorie juridique de cet établissement ne donne pas accès à la plateforme.',
      'after-review': 'Après examen, la demande n’a pas été acceptée.',
    },
    other: 'La demande n’a pas été acceptée.',
    advice: 'Si vous pensez qu’il s’agit d’une erreur, appelez le 09 70 80 93 29 avec votre numéro de dossier.',
  },
  expired: {
    title: 'Demande expirée',
    heading: 'Le délai est passé',
    words: 'Aucun mot de passe n’a été créé à temps : l’inscription n’a pas abouti.',
    advice: 'Vous pouvez la reprendre avec les mêmes numéros : un nouveau courriel vous sera envoyé.',
    review: {
      title: 'Demande expirée',
      heading: 'Nous n’avons pas répondu à temps',
      words:
        'Votre demande attendait l’avis d’un conseiller, qui n’a pas été rendu dans le délai. Vous n’y êtes pour rien.',
      advice:
        'Vous pouvez refaire la demande avec les mêmes numéros, ou appeler le 09 70 80 93 29 avec votre numéro de dossier.',
    },
  },
  cancelled: {
    title: 'Demande annulée',
    heading: 'Cette demande a été annulée',
    words: 'Un conseiller a mis fin à cette demande. Vous pouvez en faire une nouvelle.',
  },
  registerAgain: 'Inscrire un établissement',
  news: {
    resent: '**Un nouveau courriel est en route** vers {address}.',
    corrected: '**L’adresse est corrigée.** Un courriel est en route vers {address}.',
    tooSoon: '**Un courriel vient déjà d’être envoyé.** Le prochain envoi sera possible {when}.',
    tooSoonShort: '**Un courriel vient déjà d’être envoyé.** Patientez un instant avant d’en demander un autre.',
    nothing: 'Il n’y a plus de courriel à envoyer pour ce dossier : voici où il en est.',
    notOwner: 'Seul le navigateur qui a fait la demande d’inscription peut corriger l’adresse.',
    away: '**Le service est momentanément indisponible.** Réessayez dans un instant, ou appelez-nous.',
  },
  caseUnknown: {
    title: 'Dossier introuvable',
    heading: 'Nous ne trouvons pas ce dossier',
    words:
      'L’adresse est peut-être incomplète. Saisissez de nouveau les deux numéros de l’établissement : vous saurez où en est l’inscription.',
  },
});
