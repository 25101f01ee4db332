import { crashPoint, hashOf } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { problem } from '../problem.js';
import { type LinkFacts, linkState, selectLinks } from './link-facts.js';

const token = /^[A-Za-z0-9_-]{22,86}$/u;

/** 404 `link-unknown` also for a link that has not left yet; only the hash of the token is asked for. */
export async function findLink(em: EntityManager, typed: string): Promise<LinkFacts> {
  if (!token.test(typed)) throw problem('link-unknown');
  const [link] = await em.execute<LinkFacts[]>(`${selectLinks} and l.token_hash = ?`, [hashOf(typed)]);
  if (!link) throw problem('link-unknown');
  return link;
}

/** How the link stands once nobody else can change it; its account is held already. */
export async function stateUnderLock(tx: EntityManager, id: string): Promise<LinkFacts['state'] | undefined> {
  const [row] = await tx.execute<{ state: LinkFacts['state'] }[]>(
    `select ${linkState} as state from password_link l
     left join registration r on r.id = l.registration_id left join account a on a.id = l.account_id
     where l.id = ? for update of l`,
    [id],
  );
  return row?.state;
}

/** Noted for support's timeline, once; changes no answer. */
export async function noteOpened(em: EntityManager, { id }: LinkFacts): Promise<void> {
  crashPoint('api.link.before-opened');
  await em.execute('update password_link set opened_at = now() where id = ? and opened_at is null', [id], 'run');
  crashPoint('api.link.after-opened');
}

/** 409 `link-used`, 409 `link-superseded`, 410 `link-expired`. */
export function refuseUnlessValid(state: LinkFacts['state'] | undefined): void {
  if (state === undefined) throw problem('link-unknown');
  if (state !== 'valid') throw problem(`link-${state}`);
}
