import type { EstablishmentSituation } from '../../../api/generated/parcours.js';
import type { Answered } from '../../../ui/trouble.js';

/** How a registration can be refused although the check would have let it pass. */
const refusals: Partial<Record<string, EstablishmentSituation['situation']>> = {
  'establishment-unknown': 'unknown',
  'establishment-closed': 'closed',
  'establishment-not-eligible': 'not-eligible',
  'contract-unknown': 'contract-unknown',
};

/** What the check says now, unless a registration of these numbers has just been refused for another reason. */
export function situationNow(checked: EstablishmentSituation, answer: Answered | undefined): EstablishmentSituation {
  const refused = answer && refusals[answer.code];
  const isOpen = checked.situation === 'open' || checked.situation === 'directory-unavailable';
  return refused && isOpen ? { ...checked, situation: refused } : checked;
}
