import { french } from '../typography.js';

/** The FAQ, one answer and one action each, and the guides. */
export const texts = french({
  back: 'Aide',
  index: {
    title: 'Aide',
    heading: 'Aide',
    lead: 'Les réponses aux questions les plus fréquentes. Chacune mène à l’action utile.',
    contents: 'Sommaire de l’aide',
    search: 'Chercher dans l’aide',
    find: 'Chercher',
    all: 'Toutes les questions',
    found: '{count} réponses pour « {sought} »',
    foundOne: 'Une réponse pour « {sought} »',
    foundNone: 'Aucune réponse pour « {sought} »',
    noneAdvice: 'Essayez un seul mot, par exemple « identifiant », ou appelez un conseiller.',
    otherwiseHeading: 'Rien ne correspond à votre situation ?',
    otherwise: 'Appelez le 09 70 80 93 29, du lundi au vendredi, de 9 h à 11 h 45 et de 13 h à 16 h (heure de Paris).',
  },
  topics: [
    {
      id: 'inscription',
      heading: 'Inscrire un établissement',
      questions: [
        {
          id: 'inscrire',
          question: 'Comment inscrire mon établissement ?',
          answer:
            'L’établissement doit déjà avoir un contrat avec l’un des fonds. Munissez-vous de son SIRET et de son numéro de contrat.',
          action: '[Lire le guide de l’inscription](/aide/inscrire-un-etablissement)',
        },
        {
          id: 'qui-peut-etre-inscrit',
          question: 'Tous les établissements peuvent-ils être inscrits ?',
          answer: 'Non : cela dépend de leur catégorie juridique. La réponse s’affiche dès que le SIRET est connu.',
          action: '[Vérifier un établissement](/inscrire-un-etablissement)',
        },
        {
          id: 'deja-inscrit',
          question: 'Mon établissement est-il déjà inscrit ?',
          answer: 'La même page vous le dit et, si c’est le cas, affiche les administrateurs à contacter.',
          action: '[Vérifier un établissement](/inscrire-un-etablissement)',
        },
      ],
    },
    {
      id: 'connexion',
      heading: 'Se connecter',
      questions: [
        {
          id: 'identifiant-oublie',
          question: 'J’ai oublié mon identifiant',
          answer: 'Il s’affiche à l’écran après la saisie du SIRET, de vos nom et prénom et de votre courriel.',
          action:
            '[Retrouver mon identifiant](/identifiant-oublie) · [Lire le guide de l’identifiant](/aide/identifiant)',
        },
        {
          id: 'mot-de-passe-oublie',
          question: 'J’ai oublié mon mot de passe',
          answer:
            'Un courriel vous apporte un lien pour en choisir un autre. Passé le délai écrit dans le courriel, recommencez.',
          action:
            '[Choisir un nouveau mot de passe](/mot-de-passe-oublie) · [Lire le guide du mot de passe](/aide/mot-de-passe)',
        },
        {
          id: 'courriel-de-reinitialisation',
          question: 'Je n’ai pas reçu le courriel de réinitialisation du mot de passe',
          answer:
            'Regardez dans le dossier des courriers indésirables (« spam »). S’il n’y est pas, demandez-en un nouveau : son délai repart de zéro.',
          action: '[Demander un nouveau courriel](/mot-de-passe-oublie)',
        },
        {
          id: 'lien-de-reinitialisation',
          question: 'Le lien de réinitialisation me ramène à la page de connexion, ou ne s’ouvre pas',
          answer:
            'Un filtre ou un antivirus a modifié le lien. Saisissez le code du même courriel, et transmettez notre fiche à votre service informatique.',
          action:
            '[Saisir le code reçu](/mot-de-passe/code) · [Lire la fiche sur les liens modifiés](/aide/lien-modifie)',
        },
        {
          id: 'compte-verrouille',
          question: 'Mon compte est verrouillé',
          answer:
            'Plusieurs mots de passe inexacts l’ont verrouillé. « Mot de passe oublié » le déverrouille, avec un nouveau mot de passe.',
          action: '[Déverrouiller mon compte](/mot-de-passe-oublie)',
        },
        {
          id: 'compte-expire',
          question: '« L’état de votre compte ne permet pas votre connexion »',
          answer:
            'Le compte a expiré. Un administrateur de l’établissement le renouvelle : le SIRET et le numéro de contrat suffisent pour savoir à qui s’adresser, et pour le prévenir.',
          action:
            '[Trouver un administrateur](/inscrire-un-etablissement) · [Lire le guide du compte expiré](/aide/compte-expire)',
        },
      ],
    },
    {
      id: 'creation',
      heading: 'Créer le mot de passe',
      questions: [
        {
          id: 'courriel-de-creation',
          question: 'Je n’ai pas reçu le courriel de création du mot de passe',
          answer:
            'Regardez dans le dossier des courriers indésirables (« spam »). S’il n’y est pas, vous pouvez en demander un nouveau.',
          action:
            '[Retrouver le courriel](/aide/courriel-non-recu) · [Imprimer la fiche pour le service informatique](/aide/fiche-informatique)',
        },
        {
          id: 'lien-de-creation',
          question: 'Le lien du courriel ne s’ouvre pas',
          answer:
            'Un antivirus ou un filtre a peut-être modifié le lien. Saisissez le code du même courriel, et demandez à votre service informatique d’autoriser notre domaine.',
          action:
            '[Saisir le code reçu](/mot-de-passe/code) · [Lire la fiche sur les liens modifiés](/aide/lien-modifie)',
        },
      ],
    },
    {
      id: 'pages',
      heading: 'Afficher les pages',
      questions: [
        {
          id: 'affichage',
          question: 'Les pages s’affichent mal ou le menu de gauche manque',
          answer:
            'Un bloqueur de publicités ou un pare-feu en est souvent la cause. Demandez à votre service informatique d’autoriser notre domaine.',
          action: '[Lire la fiche pour le service informatique](/aide/affichage)',
        },
        {
          id: 'nouveautes',
          question: 'Je ne vois pas les nouveautés annoncées',
          answer: 'Videz le cache de votre navigateur, puis rechargez la page.',
          action: '[Vider le cache de Chrome, Firefox ou Edge](/aide/vider-le-cache)',
        },
      ],
    },
  ],
  /** What people look for in another word than ours. */
  otherWords: {
    mail: 'courriel',
    email: 'courriel',
    mel: 'courriel',
    mdp: 'passe',
    password: 'passe',
    bloque: 'verrouille',
    login: 'identifiant',
    url: 'lien',
  },
  register: {
    title: 'Guide : inscrire un établissement',
    heading: 'Inscrire un établissement',
    lead: 'Comptez cinq minutes, puis le temps de recevoir un courriel.',
    beforeHeading: 'Avant de commencer',
    before: [
      'L’établissement a déjà un contrat avec l’un des fonds : CNRACL, Ircantec, RAFP, FIPHFP, ATIACL, FEH ou FSPOEIE.',
      'Vous avez son SIRET (14 chiffres) et son numéro de contrat.',
      'Vous avez accès à votre messagerie professionnelle.',
    ],
    stepsHeading: 'Les étapes',
    steps: [
      {
        title: 'Saisir le SIRET et le numéro de contrat',
        words:
          'Ils figurent sur les courriers du fonds. La page suivante dit si l’établissement peut être inscrit, s’il l’est déjà ou si une inscription est en cours.',
      },
      {
        title: 'Confirmer l’établissement et dire qui vous êtes',
        words: 'Vous serez son premier administrateur. Le compte est personnel : donnez une adresse à votre nom.',
      },
      {
        title: 'Consulter votre messagerie',
        words:
          'Un courriel vous apporte un lien et un code, avec la date et l’heure jusqu’auxquelles ils sont valables.',
      },
      {
        title: 'Créer votre mot de passe',
        words: 'Votre identifiant s’affiche alors à l’écran : faites une capture d’écran.',
      },
    ],
    action: 'Inscrire un établissement',
  },
  identifier: {
    title: 'Guide : l’identifiant',
    heading: 'Retrouver son identifiant',
    lead: 'L’identifiant vous a été affiché à la création du mot de passe. Il ressemble à EP-7K2M-QF9D.',
    stepsHeading: 'Les étapes',
    steps: [
      {
        title: 'Choisir « Identifiant oublié » sur la page « Se connecter »',
        words: 'Munissez-vous du SIRET de l’établissement.',
      },
      {
        title: 'Saisir SIRET, nom, prénom et courriel',
        words: 'Tous les quatre doivent être ceux du compte. Accents, majuscules et traits d’union sont facultatifs.',
      },
      {
        title: 'Faire une capture d’écran',
        words:
          'L’identifiant s’affiche à l’écran. Il est aussi dans le courriel « votre compte est ouvert », reçu une fois le mot de passe créé.',
      },
    ],
    action: 'Retrouver mon identifiant',
    otherwiseHeading: 'Il ne s’affiche pas ?',
    otherwise:
      'Votre adresse a peut-être changé depuis la création du compte. Demandez à un administrateur de l’établissement, ou appelez le 09 70 80 93 29.',
  },
  password: {
    title: 'Guide : le mot de passe',
    heading: 'Choisir un nouveau mot de passe',
    lead: 'C’est aussi la façon de déverrouiller un compte.',
    stepsHeading: 'Les étapes',
    steps: [
      {
        title: 'Choisir « Mot de passe oublié » sur la page « Se connecter »',
        words: 'Seul votre identifiant est demandé.',
      },
      {
        title: 'Consulter votre messagerie',
        words:
          'Un courriel vous apporte un lien et un code, avec la date et l’heure jusqu’auxquelles ils sont valables. Regardez aussi dans le dossier des courriers indésirables (« spam »).',
      },
      {
        title: 'Choisir le nouveau mot de passe',
        words:
          'Une phrase de quatre ou cinq mots se retient bien. Toutes vos sessions sont alors fermées : connectez-vous de nouveau.',
      },
    ],
    action: 'Choisir un nouveau mot de passe',
    otherwiseHeading: 'Vous connaissez votre mot de passe et voulez le changer ?',
    otherwise: 'Connectez-vous, puis choisissez « Changer mon mot de passe » sur la page « Mon compte ».',
  },
  expired: {
    title: 'Guide : le compte expiré',
    heading: '« L’état de votre compte ne permet pas votre connexion »',
    lead: 'Le compte a expiré, faute de connexion. Un administrateur de l’établissement le renouvelle ; l’identifiant et le mot de passe restent les mêmes.',
    stepsHeading: 'Trouver un administrateur',
    steps: [
      {
        title: 'Choisir « Inscrire un établissement »',
        words: 'L’établissement ne sera pas inscrit une deuxième fois.',
      },
      {
        title: 'Saisir le SIRET et le numéro de contrat, puis choisir « Suivant »',
        words: 'C’est le « numéro de contrat d’immatriculation ou d’adhésion » ; il figure sur les courriers du fonds.',
      },
      {
        title: 'Prévenir un administrateur',
        words:
          'La liste des administrateurs s’affiche : adressez-vous à l’un d’eux, ou faites-leur envoyer un courriel par la page.',
      },
    ],
    action: 'Trouver un administrateur',
    otherwiseHeading: 'Vous êtes le seul administrateur ?',
    otherwise: 'Appelez le 09 70 80 93 29 : un conseiller vous dira comment faire.',
  },
  links: {
    title: 'Le lien du courriel est modifié',
    heading: 'Le lien du courriel est modifié',
    lead: 'Certains filtres et antivirus remplacent les liens des courriels par les leurs. Le lien mène alors à une autre page, ou n’est pas reconnu.',
    nowHeading: 'Tout de suite',
    now: 'Le code écrit dans le même courriel donne le même résultat que le lien.',
    action: 'Saisir le code reçu',
    forItHeading: 'Pour le service informatique',
    domain: 'Domaine à autoriser',
    copy: 'Copier',
    copied: 'Domaine copié.',
    print: 'Imprimer',
    forIt: [
      'Ne pas réécrire les liens vers **{domain}** dans les courriels reçus (protection des liens, analyse à l’ouverture).',
      'Laisser intacts l’adresse entière du lien et ses majuscules : sa fin est un secret à usage unique.',
      'Une visite automatique du lien ne l’use pas : seule la saisie d’un mot de passe l’utilise.',
    ],
  },
  mail: {
    title: 'Je n’ai pas reçu le courriel de création du mot de passe',
    heading: 'Je n’ai pas reçu le courriel de création du mot de passe',
    lead: 'Il arrive en général en quelques minutes.',
    stepsHeading: 'Que faire ?',
    steps: [
      {
        title: 'Regarder dans les courriers indésirables',
        words:
          'L’objet du message commence par le nom de l’établissement et se termine par « créez votre mot de passe ». Certaines messageries le rangent dans le dossier « spam ».',
      },
      {
        title: 'Choisir de nouveau « Inscrire un établissement »',
        words:
          'Saisissez les mêmes numéros : un message indique que l’inscription est en cours, à quelle adresse le courriel est parti, et propose « Vous en envoyer un nouveau ».',
      },
      {
        title: 'Ouvrir le courriel le plus récent',
        words: 'Il remplace les précédents. Son lien et son code donnent le même résultat.',
      },
    ],
    action: 'Inscrire un établissement',
    wrongHeading: 'L’adresse affichée n’est pas la bonne ?',
    wrong:
      'Dans le navigateur qui a fait la demande, la page de votre dossier permet de « Corriger l’adresse ». Ailleurs, appelez le 09 70 80 93 29 avec votre numéro de dossier.',
    filterHeading: 'Rien n’arrive, même après un nouvel envoi ?',
    filter:
      'Un filtre de votre messagerie le retient peut-être. Imprimez [la fiche pour le service informatique](/aide/fiche-informatique), ou transmettez-en l’adresse : elle dit ce qu’il faut laisser passer.',
  },
  display: {
    title: 'Les pages s’affichent mal ou le menu de gauche manque',
    heading: 'Les pages s’affichent mal ou le menu de gauche manque',
    lead: 'Un bloqueur de publicités, un pare-feu ou un filtre de messagerie en est souvent la cause. Transmettez cette fiche à votre service informatique.',
    forItHeading: 'Pour le service informatique',
    forIt: [
      'Autoriser le domaine **{domain}** dans le pare-feu, le serveur mandataire (proxy) et le bloqueur de publicités.',
      'Ne pas modifier les liens vers ce domaine dans les courriels reçus : voir [la fiche sur les liens modifiés](/aide/lien-modifie).',
      'Les pages ne chargent rien d’un autre domaine : aucun autre n’est à autoriser.',
      'JavaScript et les cookies de ce domaine sont utiles ; seuls les cookies sont nécessaires.',
    ],
    meanwhileHeading: 'En attendant',
    meanwhile: 'Si le lien d’un courriel ne s’ouvre pas, le code du même courriel donne le même résultat.',
    action: 'Saisir le code reçu',
  },
  sheet: {
    pointer: 'Tout tient sur une feuille : [la fiche à imprimer](/aide/fiche-informatique).',
    title: 'Fiche pour le service informatique',
    heading: 'Fiche pour le service informatique',
    lead: 'Ce qu’une messagerie, un filtre et un pare-feu doivent laisser passer pour que nos courriels arrivent et que leurs liens s’ouvrent.',
    print: 'Imprimer la fiche',
    domain: 'Domaine',
    sender: 'Expéditeur',
    subjects: 'Objets',
    subjectsAre: 'le nom ou le SIRET de l’établissement, puis « créez votre mot de passe » ou la décision',
    links: 'Adresses des liens',
    here: 'Cette fiche',
    parts: [
      {
        heading: 'Messagerie : laisser arriver',
        lines: [
          'Ajouter **{address}** aux expéditeurs autorisés de la passerelle de messagerie et de l’antispam.',
          'Sur le poste, dans Outlook : Courrier indésirable, Options du courrier indésirable, Expéditeurs approuvés, Ajouter **{address}**.',
          'Ces courriels n’ont ni pièce jointe, ni image, ni pisteur.',
        ],
      },
      {
        heading: 'Liens : ne pas réécrire',
        lines: [
          'Exclure les adresses qui commencent par **{domain}/** de la réécriture des liens et de leur analyse au moment du clic. Dans Microsoft Defender pour Office 365 : stratégie « Liens fiables » (Safe Links), liste des adresses à ne pas réécrire.',
          'Garder l’adresse entière et ses majuscules : sa fin est un secret à usage unique.',
          'Une visite automatique du lien ne l’use pas : seule la saisie d’un mot de passe l’utilise.',
        ],
      },
      {
        heading: 'Navigation : laisser s’afficher',
        lines: [
          'Autoriser **{domain}** dans le pare-feu, le serveur mandataire (proxy) et le bloqueur de publicités. Aucun autre domaine n’est appelé.',
          'Accepter les cookies de ce domaine ; JavaScript est utile, pas nécessaire.',
        ],
      },
      {
        heading: 'En attendant',
        lines: [
          'Si le lien d’un courriel ne s’ouvre pas, le code du même courriel donne le même résultat, à l’adresse **{domain}/mot-de-passe/code**.',
        ],
      },
    ],
  },
  cache: {
    title: 'Je ne vois pas les nouveautés annoncées',
    heading: 'Je ne vois pas les nouveautés annoncées',
    lead: 'Votre navigateur garde une copie des pages, son cache. Le vider suffit.',
    browsers: [
      {
        name: 'Chrome',
        steps: [
          'Appuyez ensemble sur les touches Ctrl, Maj et Suppr (sur Mac : Commande, Maj et Retour arrière).',
          'Choisissez la période « Toutes les périodes ».',
          'Ne laissez cochée que la ligne « Images et fichiers en cache ».',
          'Cliquez sur « Supprimer les données », puis rechargez la page.',
        ],
      },
      {
        name: 'Firefox',
        steps: [
          'Appuyez ensemble sur les touches Ctrl, Maj et Suppr (sur Mac : Commande, Maj et Retour arrière).',
          'Choisissez l’intervalle « Tout ».',
          'Ne laissez cochée que la ligne qui parle du cache.',
          'Cliquez sur « Effacer », puis rechargez la page.',
        ],
      },
      {
        name: 'Edge',
        steps: [
          'Appuyez ensemble sur les touches Ctrl, Maj et Suppr (sur Mac : Commande, Maj et Retour arrière).',
          'Choisissez l’intervalle « À tout moment ».',
          'Ne laissez cochée que la ligne « Images et fichiers mis en cache ».',
          'Cliquez sur « Effacer maintenant », puis rechargez la page.',
        ],
      },
    ],
    action: 'Revenir à l’accueil',
  },
});
