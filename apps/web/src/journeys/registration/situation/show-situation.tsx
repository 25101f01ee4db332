import type { Response } from 'express';
import type { ApiCall } from '../../../api/call-api.js';
import { type EstablishmentSituation, followRegistration } from '../../../api/generated/parcours.js';
import { showPage } from '../../../page.js';
import type { Numbers } from '../numbers/numbers-form.js';
import { situationPage } from './situation-page.js';

/** A case in progress is read first: since when, until when, and whether it waits for something else than a password. */
export async function showSituation(
  response: Response,
  situation: EstablishmentSituation,
  numbers: Numbers,
  by: ApiCall,
): Promise<void> {
  const followed = situation.registration && (await followRegistration(situation.registration.id, by));
  const view = followed?.status === 200 ? followed.data : undefined;
  const { page, status } = situationPage(situation, numbers, view);
  showPage(response, page, status);
}
