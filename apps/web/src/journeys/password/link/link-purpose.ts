import type { Request } from 'express';
import type { LinkView } from '../../../api/generated/parcours.js';
import { addresses } from '../../../ui/addresses.js';

export type LinkPurpose = LinkView['purpose'];

/** The clean page of a link, by its own random name. */
export const linkPage = { creation: addresses.linkPage, reset: addresses.resetPage } as const;

/** What a link was sent for, as its address says, in whatever case a filter left it. */
export const purposeOf = ({ path }: Request): LinkPurpose =>
  path.toLowerCase().startsWith(addresses.resetPassword) ? 'reset' : 'creation';
