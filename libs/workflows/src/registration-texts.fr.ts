/** What operators read in the Temporal UI. No personal data: everything here is clear text. */
import type { BlockedReason, OperatorDecision, RegistrationFacts } from '@app/contracts';
import { deadlineInWords } from '@app/domain';

export const descriptions = {
  register: 'Répond où en est la demande, dès qu’elle a été vérifiée.',
  factsChanged: 'Les faits ont changé : les relire.',
  getProgress: 'Les derniers faits lus par le parcours.',
  retryStep:
    'Relance l’étape bloquée ou en attente. Argument (facultatif) : {"operator": "votre nom", "reason": "motif"}.',
  approve: 'Accepte un dossier à l’étude. Argument (facultatif) : {"operator": "votre nom", "reason": "motif"}.',
  refuse:
    'Refuse un dossier à l’étude ; la personne en est informée. Argument (facultatif) : {"operator": "votre nom", "reason": "motif"}.',
  cancel:
    'Annule la demande : l’établissement pourra être inscrit de nouveau. Argument (facultatif) : {"operator": "votre nom", "reason": "motif"}.',
} as const;

const stages: Record<RegistrationFacts['stage'], string> = {
  checking: 'Vérification de l’établissement',
  'under-review': 'À l’étude : un conseiller doit accepter (`approve`) ou refuser (`refuse`)',
  'awaiting-password': 'En attente du mot de passe',
  completed: 'Inscription terminée',
  refused: 'Refusée',
  expired: 'Expirée : le mot de passe n’a pas été créé à temps',
  cancelled: 'Annulée',
  gone: 'Dossier absent de la base : aucune action',
};

const blocked: Record<BlockedReason, string> = {
  'mail-refused': 'le serveur de messagerie refuse l’adresse. La faire corriger, puis `retryStep`.',
  'mail-undelivered': 'le courriel n’a pas pu être remis de façon sûre. Vérifier la messagerie, puis `retryStep`.',
  'directory-unavailable': 'aucun annuaire n’a répondu en trois jours. Vérifier, puis `retryStep`.',
  technical: 'erreur technique : voir la dernière erreur de l’étape, puis `retryStep`.',
};

/** Markdown, for the journey's page. */
export function detailsOf(facts: RegistrationFacts): string {
  const lines = [`**${stages[facts.stage]}**`];
  if (facts.reason) lines.push(`Motif : \`${facts.reason}\``);
  if (facts.blockedReason) lines.push(`**Bloqué** : ${blocked[facts.blockedReason]}`);
  if (facts.until) lines.push(`Jusqu’au ${deadlineInWords(new Date(facts.until))} (heure de Paris)`);
  if (facts.nextReminder) lines.push(`Prochain rappel : ${deadlineInWords(new Date(facts.nextReminder.at))}`);
  if (facts.due.length > 0) lines.push(`Courriels à envoyer : ${facts.due.join(', ')}`);
  return lines.join('\n\n');
}

export const timerSummary = ({ nextReminder }: RegistrationFacts, at: string): string =>
  `${nextReminder?.at === at ? 'Rappel' : 'Fin'} : ${deadlineInWords(new Date(at))}`;

const done: Record<OperatorDecision, string> = {
  retry: 'L’étape est relancée.',
  approve: 'Le dossier est accepté.',
  refuse: 'Le dossier est refusé.',
  cancel: 'La demande est annulée.',
};
const impossible: Record<OperatorDecision, string> = {
  retry: 'Rien n’était bloqué ; ce qui attendait est relancé.',
  approve: 'Sans effet : le dossier n’est pas à l’étude.',
  refuse: 'Sans effet : le dossier n’est pas à l’étude.',
  cancel: 'Sans effet : la demande est déjà terminée.',
};
export const decisionAnswer = (what: OperatorDecision, applied: boolean): string =>
  applied ? done[what] : impossible[what];
