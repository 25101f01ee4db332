import {
  approve,
  cancel,
  getProgress,
  knock,
  type OperatorDecision,
  type OperatorNote,
  refuse,
  register,
  retryStep,
} from '@app/contracts';
import { currentUpdateInfo, setHandler } from '@temporalio/workflow';
import type { RegistrationJourney } from './registration-journey.js';
import { decisionAnswer, descriptions } from './registration-texts.fr.js';

/** Every message a registration hears. Handlers note it, or write it to the facts; the story looks. */
export function listen(journey: RegistrationJourney): void {
  setHandler(register, () => journey.answer(), { description: descriptions.register });
  setHandler(knock, () => void (journey.knocked = true), { description: descriptions.knock });
  setHandler(getProgress, () => journey.facts, { description: descriptions.getProgress });

  /** From the Temporal UI or CLI: the activity checks it against the facts and writes its audit line. */
  const decision =
    (what: OperatorDecision) =>
    async (note: OperatorNote = {}): Promise<string> => {
      const decided = journey.stepBeside('decide', journey.ref, what, currentUpdateInfo()?.id ?? what, note);
      await journey.take(decided.then(({ facts }) => facts));
      if (what === 'retry') journey.restart();
      return decisionAnswer(what, (await decided).applied);
    };
  setHandler(retryStep, decision('retry'), { description: descriptions.retryStep });
  setHandler(approve, decision('approve'), { description: descriptions.approve });
  setHandler(refuse, decision('refuse'), { description: descriptions.refuse });
  setHandler(cancel, decision('cancel'), { description: descriptions.cancel });
}
