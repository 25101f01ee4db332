/** What is wrong with a field, by code, and how to mend it. */
export const fieldTexts = {
  missing: 'Cette information est attendue.',
  'too-long': 'Ce texte est trop long : raccourcissez-le.',
  characters: 'Ce texte contient un caractère qui ne peut pas être enregistré : saisissez-le de nouveau au clavier.',
  'name-letter': 'Écrivez au moins une lettre. Qui n’a qu’un nom l’écrit dans les deux champs.',
  'name-link': 'Un nom ne contient ni adresse ni lien. Après le point d’une initiale, laissez une espace.',
  'email-local': 'Avant l’arobase, une adresse ne compte que des lettres sans accent, des chiffres et des signes.',
  email: 'Saisissez une adresse électronique complète, par exemple prenom.nom@exemple.fr.',
  phone: 'Saisissez un numéro de téléphone de 6 à 30 chiffres, par exemple 01 23 45 67 89.',
  terms: 'Acceptez les conditions d’utilisation pour continuer.',
  'identifier-or-siret': 'Indiquez soit l’identifiant, soit le SIRET, mais pas les deux.',
  'unknown-field': 'Ce champ n’est pas attendu : retirez-le.',
  'wrong-type': 'Cette valeur n’est pas du type attendu : consultez la documentation de l’API.',
  'not-accepted': 'Cette valeur n’est pas l’une de celles acceptées : consultez la documentation de l’API.',
  'too-deep': 'Cette valeur compte trop de niveaux imbriqués : consultez la documentation de l’API.',
  'idempotency-key': 'La clé d’idempotence compte de 1 à 128 caractères ASCII visibles, sans espace.',
} as const;

export type FieldError = keyof typeof fieldTexts;
