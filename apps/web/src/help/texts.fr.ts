import { french } from '../typography.js';

/** The FAQ, one answer and one action each; only what works already. */
export const texts = french({
  back: 'Aide',
  index: {
    title: 'Aide',
    heading: 'Aide',
    lead: 'Les réponses aux questions les plus fréquentes. Chacune mène à l’action utile.',
    otherwiseHeading: 'Rien ne correspond à votre situation ?',
    otherwise: 'Appelez le 09 70 80 93 29, du lundi au vendredi, de 9 h à 11 h 45 et de 13 h à 16 h (heure de Paris).',
  },
  topics: [
    {
      heading: 'Inscrire un établissement',
      questions: [
        {
          question: 'Comment inscrire mon établissement ?',
          answer:
            'L’établissement doit déjà avoir un contrat avec l’un des fonds. Munissez-vous de son SIRET et de son numéro de contrat.',
          action: '[Lire le guide de l’inscription](/aide/inscrire-un-etablissement)',
        },
        {
          question: 'Tous les établissements peuvent-ils être inscrits ?',
          answer: 'Non : cela dépend de leur catégorie juridique. La réponse s’affiche dès que le SIRET est connu.',
          action: '[Vérifier un établissement](/inscrire-un-etablissement)',
        },
        {
          question: 'Mon établissement est-il déjà inscrit ?',
          answer: 'La même page vous le dit et, si c’est le cas, affiche les administrateurs à contacter.',
          action: '[Vérifier un établissement](/inscrire-un-etablissement)',
        },
      ],
    },
    {
      heading: 'Créer le mot de passe',
      questions: [
        {
          question: 'Je n’ai pas reçu le courriel de création du mot de passe',
          answer:
            'Regardez dans le dossier des courriers indésirables (« spam »). S’il n’y est pas, vous pouvez en demander un nouveau.',
          action: '[Retrouver le courriel](/aide/courriel-non-recu)',
        },
        {
          question: 'Le lien du courriel ne s’ouvre pas',
          answer:
            'Un antivirus ou un filtre a peut-être modifié le lien. Saisissez le code du même courriel, et demandez à votre service informatique d’autoriser notre domaine.',
          action: '[Saisir le code reçu](/mot-de-passe/code)',
        },
      ],
    },
    {
      heading: 'Afficher les pages',
      questions: [
        {
          question: 'Les pages s’affichent mal ou le menu de gauche manque',
          answer:
            'Un bloqueur de publicités ou un pare-feu en est souvent la cause. Demandez à votre service informatique d’autoriser notre domaine.',
          action: '[Lire la fiche pour le service informatique](/aide/affichage)',
        },
        {
          question: 'Je ne vois pas les nouveautés annoncées',
          answer: 'Videz le cache de votre navigateur, puis rechargez la page.',
          action: '[Vider le cache de Chrome, Firefox ou Edge](/aide/vider-le-cache)',
        },
      ],
    },
  ],
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
  mail: {
    title: 'Je n’ai pas reçu le courriel de création du mot de passe',
    heading: 'Je n’ai pas reçu le courriel de création du mot de passe',
    lead: 'Il arrive en général en quelques minutes.',
    stepsHeading: 'Que faire ?',
    steps: [
      {
        title: 'Regarder dans les courriers indésirables',
        words:
          'Le message s’intitule « Créez votre mot de passe ». Certaines messageries le rangent dans le dossier « spam ».',
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
  },
  display: {
    title: 'Les pages s’affichent mal ou le menu de gauche manque',
    heading: 'Les pages s’affichent mal ou le menu de gauche manque',
    lead: 'Un bloqueur de publicités, un pare-feu ou un filtre de messagerie en est souvent la cause. Transmettez cette fiche à votre service informatique.',
    forItHeading: 'Pour le service informatique',
    forIt: [
      'Autoriser le domaine **{domain}** dans le pare-feu, le serveur mandataire (proxy) et le bloqueur de publicités.',
      'Ne pas modifier les liens vers ce domaine dans les courriels reçus (réécriture, analyse à l’ouverture).',
      'Les pages ne chargent rien d’un autre domaine : aucun autre n’est à autoriser.',
      'JavaScript et les cookies de ce domaine sont utiles ; seuls les cookies sont nécessaires.',
    ],
    meanwhileHeading: 'En attendant',
    meanwhile: 'Si le lien d’un courriel ne s’ouvre pas, le code du même courriel donne le même résultat.',
    action: 'Saisir le code reçu',
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
