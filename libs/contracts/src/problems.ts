/**
 * Every refusal the HTTP API can answer, by code: its status and the French sentence people may be shown.
 * `code` is a closed list and part of the public contract: it may grow, a code never changes its meaning.
 */
export const problems = {
  'request-malformed': { status: 400, title: 'La demande n’a pas pu être lue.' },
  'session-absent': { status: 401, title: 'Votre session est terminée : connectez-vous.' },
  'credentials-refused': { status: 401, title: 'Identifiant ou mot de passe incorrect.' },
  'identifier-locked': {
    status: 401,
    title: 'Cet identifiant est verrouillé après plusieurs échecs : « Mot de passe oublié » le déverrouille.',
  },
  'account-expired': { status: 403, title: 'L’état de votre compte ne permet pas votre connexion' },
  'cross-site-refused': { status: 403, title: 'Cette demande vient d’un autre site : elle est refusée.' },
  'owner-key-refused': {
    status: 403,
    title: 'Seul le navigateur qui a fait la demande d’inscription peut corriger l’adresse.',
  },
  'not-found': { status: 404, title: 'Cette page n’existe pas.' },
  'method-not-allowed': { status: 405, title: 'Cette adresse n’accepte pas ce type de demande.' },
  'registration-unknown': { status: 404, title: 'Nous ne trouvons pas ce dossier.' },
  'link-unknown': { status: 404, title: 'Ce lien n’est pas reconnu.' },
  'code-refused': { status: 404, title: 'Ce code n’est pas accepté.' },
  'no-match': { status: 404, title: 'Ces informations ne correspondent à aucun compte.' },
  'registration-in-progress': { status: 409, title: 'Une inscription est déjà en cours pour cet établissement.' },
  'establishment-registered': { status: 409, title: 'Cet établissement est déjà inscrit.' },
  'nothing-to-resend': { status: 409, title: 'Il n’y a plus de courriel à envoyer pour ce dossier.' },
  'registration-blocked': { status: 409, title: 'Ce dossier attend l’intervention d’un conseiller.' },
  'link-used': { status: 409, title: 'Ce lien a déjà servi.' },
  'link-superseded': { status: 409, title: 'Un courriel plus récent a remplacé ce lien.' },
  'link-expired': { status: 410, title: 'Ce lien n’est plus valable.' },
  'payload-too-large': { status: 413, title: 'La demande est trop volumineuse.' },
  'media-type-unsupported': { status: 415, title: 'Le format de la demande n’est pas accepté : envoyez du JSON.' },
  'request-invalid': { status: 422, title: 'Certaines informations sont à corriger.' },
  'siret-invalid': { status: 422, title: 'Ce SIRET n’est pas valable.' },
  'contract-unknown': { status: 422, title: 'Ce numéro de contrat n’est pas connu pour ce SIRET.' },
  'establishment-unknown': { status: 422, title: 'Aucun établissement ne porte ce SIRET.' },
  'establishment-closed': { status: 422, title: 'Cet établissement est fermé.' },
  'establishment-not-eligible': {
    status: 422,
    title: 'La catégorie juridique de cet établissement ne donne pas accès à la plateforme.',
  },
  'password-refused': { status: 422, title: 'Ce mot de passe ne convient pas.' },
  'idempotency-key-reused': { status: 422, title: 'Cette clé d’idempotence a déjà servi à une autre demande.' },
  'resend-too-soon': {
    status: 429,
    title: 'Un courriel vient d’être envoyé : patientez avant d’en demander un autre.',
  },
  'try-again': {
    status: 429,
    title: 'Plusieurs essais sont en cours pour cet identifiant : réessayez dans un instant.',
  },
  'too-many-requests': { status: 429, title: 'Trop de demandes : patientez un instant.' },
  overloaded: { status: 503, title: 'Le service est très sollicité : réessayez dans un instant.' },
  unavailable: { status: 503, title: 'Le service est momentanément indisponible : réessayez dans un instant.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
