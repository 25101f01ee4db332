import {
  approve,
  cancel,
  getProgress,
  factsChanged,
  type OperatorDecision,
  type OperatorNote,
  refuse,
  register,
  type RegistrationActivities,
  type RegistrationRef,
  retryStep,
} from '@app/contracts';
import { currentUpdateInfo, setHandler } from '@temporalio/workflow';
import { regularActivities } from './local-first.js';
import type { RegistrationState } from './registration-state.js';
import { decisionAnswer, descriptions } from './registration-texts.fr.js';
import type { Wakeups } from './wakeups.js';

const regular = regularActivities<Pick<RegistrationActivities, 'decide'>>();

/** Every message a registration hears. A handler notes it, or has it written to the facts; the story acts. */
export function handleMessages(ref: RegistrationRef, state: RegistrationState, wake: Wakeups): void {
  setHandler(register, () => state.answer(), { description: descriptions.register });
  setHandler(factsChanged, () => wake.signal(), { description: descriptions.factsChanged });
  setHandler(getProgress, () => state.facts, { description: descriptions.getProgress });

  /** From the Temporal UI or CLI: the activity checks it against the facts and writes its audit line. */
  const decision =
    (what: OperatorDecision) =>
    async (note: OperatorNote = {}): Promise<string> => {
      const decided = regular.decide(ref, what, currentUpdateInfo()?.id ?? what, note);
      await state.apply(decided.then(({ facts }) => facts));
      if (what === 'retry') wake.cancelTasks();
      return decisionAnswer(what, (await decided).applied);
    };
  setHandler(retryStep, decision('retry'), { description: descriptions.retryStep });
  setHandler(approve, decision('approve'), { description: descriptions.approve });
  setHandler(refuse, decision('refuse'), { description: descriptions.refuse });
  setHandler(cancel, decision('cancel'), { description: descriptions.cancel });
}
