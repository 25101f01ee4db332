import type { Response } from 'express';
import type { ApiCall } from '../../../api/call-api.js';
import { followRegistration } from '../../../api/generated/parcours.js';
import type { Draft } from '../../../drafts.js';
import { showPage } from '../../../page.js';
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
  const { page, status } = situationPage(situation, draft, view);
  showPage(response, page, status);
}
