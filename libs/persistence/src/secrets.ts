import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { codeFrom } from '@app/domain';

/** A key of `LINK_KEYS`: the first one writes, all of them read. */
export interface LinkKey {
  id: string;
  /** At least 32 bytes. */
  key: Buffer;
}

/** What tells a link apart; enough, with its key, to derive its secrets again after a crash. */
export interface LinkSeed {
  id: string;
  purpose: 'creation' | 'reset';
  /** 128 random bits, hex. */
  nonce: string;
  keyId: string;
}

const derive = (key: Buffer, ...parts: string[]): Buffer => createHmac('sha256', key).update(parts.join('\0')).digest();

export const newNonce = (): string => randomBytes(16).toString('hex');
/** 128 random bits, base64url: 22 characters. */
export const newPublicId = (): string => randomBytes(16).toString('base64url');
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const writingKey = (keys: readonly LinkKey[]): LinkKey => {
  const [first] = keys;
  if (!first) throw new Error('LINK_KEYS holds no key');
  return first;
};

const keyOf = (seed: LinkSeed, keys: readonly LinkKey[]): Buffer | undefined =>
  keys.find(({ id }) => id === seed.keyId)?.key;

/** What a typed code is compared with where there is no link: of the same account or establishment always the same, of no use. */
export function seedOfNoLink(whose: string, keys: readonly LinkKey[]): LinkSeed {
  const { id: keyId, key } = writingKey(keys);
  const [id, nonce] = ['id', 'nonce'].map((part) => derive(key, 'no-link', part, whose).toString('hex').slice(0, 32));
  return { id: String(id), purpose: 'reset', nonce: String(nonce), keyId };
}

/** 43 characters of `[A-Za-z0-9_-]`; undefined once its key has been retired. */
export function linkToken(seed: LinkSeed, keys: readonly LinkKey[]): string | undefined {
  const key = keyOf(seed, keys);
  return key && derive(key, 'token', seed.purpose, seed.id, seed.nonce).toString('base64url');
}

/** `XXXX-XXXX`, Crockford base 32. */
export function linkCode(seed: LinkSeed, keys: readonly LinkKey[]): string | undefined {
  const key = keyOf(seed, keys);
  return key && codeFrom(derive(key, 'code', seed.purpose, seed.id, seed.nonce));
}

export function sameSecret(given: string, expected: string | undefined): boolean {
  if (expected === undefined) return false;
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest());
}

/** Proves the browser that registered: derived, so that no table holds it and a repeated request gets it again. */
export const ownerKey = (registration: { publicId: string; ownerNonce: string }, { key }: LinkKey): string =>
  derive(key, 'owner', registration.publicId, registration.ownerNonce).toString('base64url');

export const isOwnerKey = (
  given: string,
  registration: { publicId: string; ownerNonce: string },
  keys: readonly LinkKey[],
): boolean => keys.some((key) => sameSecret(given, ownerKey(registration, key)));

/** Local part of a Message-ID: one per case, kind and number, whoever retries. */
export const messageName = (caseNumber: string, kind: string, number: number, { key }: LinkKey): string =>
  derive(key, 'message', caseNumber, kind, String(number)).toString('hex').slice(0, 32);
