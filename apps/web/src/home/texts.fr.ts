import { french } from '../typography.js';

export const texts = french({
  title: 'Inscription des employeurs publics',
  heading: 'Inscrivez votre établissement, étape par étape',
  lead: 'Mairies, CCAS, hôpitaux, établissements publics : ouvrez votre accès aux services en ligne de vos fonds de retraite et de prévention.',
  register: {
    tag: 'Nouvel établissement',
    heading: 'Avec votre numéro de contrat',
    words: 'Munissez-vous du SIRET et du numéro de contrat de l’établissement : vous serez guidé selon sa situation.',
    action: 'Inscrire un établissement',
  },
  signIn: {
    tag: 'Compte ouvert',
    heading: 'Avec votre identifiant',
    words: 'Votre établissement est inscrit et vous avez un compte : connectez-vous, ou retrouvez votre accès.',
    action: 'Se connecter',
  },
  code: {
    tag: 'Courriel reçu',
    heading: 'Avec le code du courriel',
    words: 'Le lien pour créer votre mot de passe ne s’ouvre pas ? Le code du même courriel donne le même résultat.',
    action: 'Saisir le code reçu',
  },
  stepsHeading: 'Ce que fait le service',
  steps: [
    {
      title: 'Vérifier votre établissement',
      words: 'Vous savez aussitôt s’il peut être inscrit, s’il l’est déjà, et qui contacter.',
    },
    {
      title: 'Vous attribuer un identifiant',
      words: 'Le premier compte d’un établissement est celui d’un administrateur.',
    },
    {
      title: 'Créer votre mot de passe',
      words: 'Un courriel vous apporte un lien valable {lifetime}. La date et l’heure limites y sont écrites.',
    },
  ],
  lifetime: { days: '{count} jours', short: 'quelque temps' },
  troubleHeading: 'Une difficulté ?',
  troubles: {
    identifier: 'J’ai oublié mon identifiant',
    password: 'J’ai oublié mon mot de passe, ou ma connexion est verrouillée',
    mail: 'Je n’ai pas reçu le courriel de création du mot de passe',
    display: 'Les pages s’affichent mal',
    cache: 'Je ne vois pas les nouveautés annoncées',
  },
});
