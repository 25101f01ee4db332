import { french } from '../../typography.js';

/** « Identifiant oublié » (F6). */
export const texts = french({
  title: 'Identifiant oublié',
  heading: 'Identifiant oublié',
  lead: 'Saisissez ces quatre informations telles qu’elles ont été données à la création de votre compte : votre identifiant s’affichera à l’écran.',
  siret: 'SIRET de l’établissement',
  siretHint: '14 chiffres, par exemple 216 901 231 00011.',
  lastName: 'Nom',
  firstName: 'Prénom',
  nameHint: 'Accents, majuscules et traits d’union sont facultatifs.',
  email: 'Courriel du compte',
  emailHint: 'L’adresse à laquelle vous recevez nos courriels. Elle sera informée de cette demande.',
  submit: 'Afficher mon identifiant',
  errors: {
    siretMissing: 'Saisissez le SIRET de l’établissement.',
    lastName: 'Saisissez votre nom.',
    firstName: 'Saisissez votre prénom.',
    emailMissing: 'Saisissez le courriel du compte.',
    email: 'Saisissez une adresse complète, par exemple prenom.nom@exemple.fr.',
    tooLong: 'Ce texte est trop long : raccourcissez-le.',
    characters: 'Ce texte contient un caractère qui ne peut pas être enregistré : saisissez-le au clavier.',
  },
  noMatch: {
    words:
      '**Ces informations ne nous permettent pas de retrouver un compte.** Vérifiez-les : toutes les quatre doivent être celles du compte.',
    advice:
      'Un administrateur de votre établissement connaît peut-être votre identifiant. Sinon, un conseiller vous répond au 09 70 80 93 29.',
    register:
      'L’établissement n’est pas inscrit, ou vous ne savez pas qui contacter ? Choisissez [Inscrire un établissement](/inscrire-un-etablissement).',
  },
  away: '**Le service est momentanément indisponible.** Rien de ce que vous avez saisi n’est perdu : réessayez dans un instant, ou appelez-nous.',
  tooMany:
    '**Beaucoup de demandes viennent de votre réseau.** Réessayez {when} : rien de ce que vous avez saisi n’est perdu.',
  found: {
    title: 'Votre identifiant',
    heading: 'Voici votre identifiant',
    lead: 'Notez-le : il vous sera demandé à chaque connexion, avec votre mot de passe.',
    told: 'Par sécurité, un courriel informe le titulaire du compte que son identifiant a été affiché.',
    signIn: 'Se connecter',
    forgotten: 'Vous avez aussi oublié votre mot de passe ? Choisissez [Mot de passe oublié](/mot-de-passe-oublie).',
  },
  gone: {
    title: 'Identifiant masqué',
    heading: 'Votre identifiant n’est plus affiché ici',
    words: 'Par sécurité, il n’est affiché que quelques minutes, dans le navigateur qui l’a demandé.',
    again: 'Afficher mon identifiant',
  },
});
