import { french } from '../typography.js';

export const texts = french({
  title: 'Se connecter',
  heading: 'Se connecter',
  soon: '**La connexion ouvrira prochainement.** D’ici là, vous pouvez déjà inscrire votre établissement et créer votre mot de passe.',
  registerHeading: 'Votre établissement n’est pas encore inscrit ?',
  registerWords:
    'Il vous faut son SIRET et son numéro de contrat. La même page dit s’il est déjà inscrit, et qui contacter.',
  register: 'Inscrire un établissement',
  codeHeading: 'Vous avez reçu un courriel ?',
  codeWords:
    'Ouvrez le lien qu’il contient pour créer votre mot de passe. Si le lien ne s’ouvre pas, [saisissez le code reçu](/mot-de-passe/code).',
});
