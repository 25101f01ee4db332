/** What operators read in the Temporal UI of an account's journeys. No personal data: everything here is clear text. */
import type { AccountMailFacts, LockoutFacts, PasswordResetFacts } from '@app/contracts';
import { deadlineInWords } from '@app/domain';
import { earliest, type Moment } from './moment.js';

export const factsChangedDescription = 'Les faits ont changé : les relire.';

const until = (time: string): string => `${deadlineInWords(new Date(time))} (heure de Paris)`;
const toSend = (due: readonly string[]): string[] =>
  due.length > 0 ? [`Courriels à envoyer : ${due.join(', ')}`] : [];

const resetStages: Record<PasswordResetFacts['stage'], string> = {
  open: 'En attente du nouveau mot de passe',
  used: 'Mot de passe réinitialisé',
  expired: 'Expirée : le lien n’a pas servi à temps',
  replaced: 'Sans objet : le mot de passe a été changé depuis une session ouverte',
  gone: 'Demande absente de la base : aucune action',
};
export const detailsOfReset = (facts: PasswordResetFacts): string =>
  [
    `**${resetStages[facts.stage]}**`,
    ...(facts.blockedReason
      ? [
          `**Courriel non remis** : \`${facts.blockedReason}\`. Vérifier l’adresse du compte ; une nouvelle demande le renvoie.`,
        ]
      : []),
    ...(facts.until ? [`Jusqu’au ${until(facts.until)}`] : []),
    ...toSend(facts.due),
  ].join('\n\n');
/** The end of a reset that is open. */
export const resetTimer = ({ stage, until }: PasswordResetFacts): Moment | undefined =>
  stage === 'open' && until !== null ? { at: until, summary: `Fin : ${deadlineInWords(new Date(until))}` } : undefined;

const lockoutStages: Record<LockoutFacts['stage'], string> = {
  locked: 'Identifiant verrouillé : « Mot de passe oublié » le déverrouille',
  unlocked: 'Déverrouillé',
  ended: 'Sans objet : le compte a expiré ou n’existe plus',
  gone: 'Verrou absent de la base : aucune action',
};
export const detailsOfLockout = (facts: LockoutFacts): string =>
  [
    `**${lockoutStages[facts.stage]}**`,
    ...(facts.remindAt ? [`Rappel : ${until(facts.remindAt)}`] : []),
    ...toSend(facts.due),
  ].join('\n\n');
/** The reminder of a lock that stands, else the account's end. */
export function lockoutTimer({ stage, remindAt, until }: LockoutFacts): Moment | undefined {
  const at = stage === 'locked' ? earliest(remindAt, until) : undefined;
  if (at === undefined) return undefined;
  return { at, summary: `${remindAt === at ? 'Rappel' : 'Fin du compte'} : ${deadlineInWords(new Date(at))}` };
}

export const detailsOfMail = ({ due }: AccountMailFacts): string =>
  due.length > 0 ? toSend(due).join() : '**Tout est envoyé**';
