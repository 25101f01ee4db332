import { french } from '../typography.js';

export const texts = french({
  notFound: {
    title: 'Page introuvable',
    heading: 'Cette page n’existe pas',
    lead: 'L’adresse est peut-être incomplète, ou la page a changé de place.',
    action: 'Revenir à l’accueil',
  },
  refused: {
    title: 'Demande refusée',
    heading: 'Cette demande est refusée',
    lead: 'Elle vient d’un autre site que le nôtre. Par sécurité, rien n’a été fait.',
    advice:
      'Reprenez depuis notre page d’accueil. Si le problème persiste, un filtre de votre réseau modifie peut-être les demandes de votre navigateur.',
    action: 'Revenir à l’accueil',
  },
  unreadable: {
    title: 'Demande illisible',
    heading: 'Cette demande n’a pas pu être lue',
    lead: 'Elle est trop longue, ou un filtre de votre réseau l’a modifiée. Rien n’a été fait.',
    action: 'Revenir à l’accueil',
  },
  unavailable: {
    title: 'Service momentanément indisponible',
    heading: 'Le service est momentanément indisponible',
    lead: 'Rien de ce qui est déjà enregistré n’est perdu. Rechargez la page dans un instant.',
    advice: 'Si c’est urgent, appelez le 09 70 80 93 29.',
    action: 'Revenir à l’accueil',
  },
});
