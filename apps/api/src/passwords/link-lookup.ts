import { crashPoint, hashOf, linkByToken, type LinkFacts, noteLinkOpened } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { problem } from '../problem.js';

const token = /^[A-Za-z0-9_-]{22,86}$/u;

/** 404 `link-unknown` also for a link that has not left yet; only the hash of the token is asked for. */
export async function findLink(em: EntityManager, typed: string): Promise<LinkFacts> {
  if (!token.test(typed)) throw problem('link-unknown');
  const link = await linkByToken(em, hashOf(typed));
  if (!link) throw problem('link-unknown');
  return link;
}

/** Noted for support's timeline, once; changes no answer. */
export async function noteOpened(em: EntityManager, { id }: LinkFacts): Promise<void> {
  crashPoint('api.link.before-opened');
  await noteLinkOpened(em, id);
  crashPoint('api.link.after-opened');
}

/** 409 `link-used`, 409 `link-superseded`, 410 `link-expired`. */
export function refuseUnlessValid(state: LinkFacts['state'] | undefined): void {
  if (state === undefined) throw problem('link-unknown');
  if (state !== 'valid') throw problem(`link-${state}`);
}
