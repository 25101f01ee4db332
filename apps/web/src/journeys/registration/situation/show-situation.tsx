import type { Response } from 'express';
import type { ApiCall } from '../../../api/call-api.js';
import { followRegistration } from '../../../api/generated/parcours.js';
import type { Draft } from '../../../drafts.js';
import { seeOther, showPage } from '../../../page.js';
import { addresses } from '../../../ui/addresses.js';
import { type ShownSituation, situationPage } from './situation-page.js';

/** A case in progress is read first: since when, until when, and whether it waits for something else than a password. */
export async function showSituation(
  response: Response,
  situation: ShownSituation,
  draft: Draft,
  by: ApiCall,
): Promise<void> {
  const followed = situation.registration && (await followRegistration(situation.registration.id, by));
  const view = followed?.status === 200 ? followed.data : undefined;
  // What waits for a counsellor, or for what, is known to its own page alone, which says so when it cannot be read.
  if (situation.situation === 'under-review' && situation.registration && !view) {
    return seeOther(response, addresses.case(situation.registration.id));
  }
  const { page, status } = situationPage(situation, draft, view);
  showPage(response, page, status);
}
