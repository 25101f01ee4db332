import { french } from '../typography.js';

interface LegalText {
  title: string;
  heading: string;
  lead: string;
  sections: readonly { heading: string; paragraphs?: readonly string[]; list?: readonly string[] }[];
}

export const texts = french({
  accessibility: {
    title: 'Accessibilité : non conforme',
    heading: 'Accessibilité : non conforme',
    lead: 'Parcours est une démonstration. Ses pages sont conçues pour être accessibles, mais aucun audit ne l’a encore établi.',
    sections: [
      {
        heading: 'État de conformité',
        paragraphs: [
          'En l’absence d’audit selon le référentiel général d’amélioration de l’accessibilité (RGAA 4.1), Parcours est déclaré non conforme.',
        ],
      },
      {
        heading: 'Ce qui est vérifié à chaque version',
        list: [
          'Les règles automatiques RGAA et WCAG 2.2 (niveaux A et AA), sur chaque page, en clair et en sombre, sur grand et petit écran.',
          'Chaque parcours au clavier seul, et sans JavaScript.',
          'L’affichage à 320 pixels de large, sans défilement horizontal.',
        ],
      },
      {
        heading: 'Signaler une difficulté',
        paragraphs: [
          'Si vous n’arrivez pas à accéder à un contenu ou à une démarche, appelez le 09 70 80 93 29 : un conseiller vous proposera une autre voie.',
          'Si la réponse ne vous satisfait pas, vous pouvez saisir la [Défenseur des droits](https://www.defenseurdesdroits.fr/).',
        ],
      },
    ],
  },
  privacy: {
    title: 'Données personnelles',
    heading: 'Données personnelles',
    lead: 'Ce que nous faisons de vos données, pourquoi, et combien de temps.',
    sections: [
      {
        heading: 'Responsable du traitement',
        paragraphs: [
          'Parcours est une démonstration, sans lien avec un service public : l’organisme qui l’exploite est responsable du traitement. N’y saisissez pas de données réelles.',
        ],
      },
      {
        heading: 'Données et finalités',
        list: [
          '**Nom, prénom, courriel, téléphone** (facultatif) : traiter la demande d’inscription, ouvrir votre compte, vous écrire et vous rappeler.',
          '**SIRET et numéro de contrat** : vérifier que l’établissement peut être inscrit.',
          '**Adresse IP et actions** (demande, envoi, création du mot de passe) : protéger le service et garder la preuve de ce qui a été fait.',
          '**Mot de passe** : seule une empreinte est conservée. Personne ne peut le lire.',
        ],
      },
      {
        heading: 'Base légale',
        paragraphs: [
          'L’exécution d’une mission d’intérêt public et, pour la protection du service, l’intérêt légitime. Aucune décision n’est prise sur votre personne de façon automatique.',
        ],
      },
      {
        heading: 'Destinataires',
        paragraphs: [
          'Les conseillers habilités, et les administrateurs de votre établissement. À qui saisit le SIRET et le numéro de contrat de l’établissement, le nom des administrateurs est affiché et leur adresse masquée. Rien n’est transmis hors de l’Union européenne, ni à des annonceurs.',
        ],
      },
      {
        heading: 'Durées de conservation',
        list: [
          'Demande aboutie et compte : tant que l’établissement utilise le service.',
          'Demande refusée, annulée ou expirée : 30 jours après sa fin, puis elle est effacée avec ses liens et ses courriels.',
          'Demande de nouveau mot de passe : 24 heures. Réponses gardées pour une demande répétée : 24 heures.',
          'Session : jusqu’à sa fin, puis effacée la nuit suivante. Essais de connexion manqués, avec une empreinte de l’identifiant : 18 mois.',
          'Adresse IP, pour limiter le nombre de demandes : une heure ; celle de qui saisit un code faux, avec le lien.',
          'Liens et suivi des courriels : 30 jours après leur fin.',
          'Journal des actions, avec l’adresse IP mais sans nom ni courriel : 13 mois au plus.',
        ],
      },
      {
        heading: 'Cookies',
        paragraphs: [
          'Seuls des cookies nécessaires sont déposés : pour vous garder connecté jusqu’à la fin de votre session, pour garder le lien du courriel hors de l’adresse de la page, pour vous laisser corriger votre adresse et vous la montrer en entier pendant 45 jours sur la page de votre dossier (chiffrée), pour retrouver pendant 30 minutes ce que vous avez saisi dans un formulaire (jamais un mot de passe ; chiffré) et pour afficher de nouveau votre identifiant. Aucune mesure d’audience.',
          'Le cookie « device » (« __Host-device ») reste 180 jours dans un navigateur qui s’est connecté ou qui a choisi le mot de passe : si d’autres personnes bloquent votre identifiant par des essais faux, vous pouvez encore vous connecter depuis ce navigateur. Il contient un numéro tiré au hasard et celui de votre compte ; il ne sert à rien d’autre. Il ne vaut plus rien dès qu’un nouveau mot de passe est choisi ailleurs, et vous pouvez l’effacer à tout moment dans votre navigateur.',
        ],
      },
      {
        heading: 'Vos droits',
        paragraphs: [
          'Vous pouvez demander l’accès à vos données, leur rectification, leur effacement, la limitation de leur traitement ou leur portabilité, et vous opposer à leur traitement : appelez le 09 70 80 93 29.',
          'Vous pouvez aussi adresser une réclamation à la [CNIL](https://www.cnil.fr/).',
        ],
      },
    ],
  },
  terms: {
    title: 'Conditions d’utilisation',
    heading: 'Conditions d’utilisation',
    lead: 'Ce à quoi vous vous engagez en inscrivant un établissement.',
    sections: [
      {
        heading: 'Nature du service',
        paragraphs: [
          'Parcours est une démonstration, sans lien avec un service public. Aucune démarche faite ici n’a d’effet auprès d’un fonds.',
        ],
      },
      {
        heading: 'Qui peut inscrire un établissement',
        paragraphs: [
          'Une personne habilitée par l’établissement à le faire. Elle en devient le premier administrateur.',
        ],
      },
      {
        heading: 'Votre compte',
        list: [
          'Le compte est personnel : ne communiquez ni votre mot de passe, ni le lien ou le code reçus par courriel.',
          'Donnez des informations exactes, et une adresse que vous consultez.',
          'Signalez au 09 70 80 93 29 tout usage qui ne vient pas de vous.',
        ],
      },
    ],
  },
}) satisfies Record<string, LegalText>;

export type { LegalText };
