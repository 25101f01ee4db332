import { z } from 'zod';

/** A key of a rotation: rows remember the `id` of the key that made them. */
export interface Key {
  id: string;
  /** At least 32 bytes. */
  key: Buffer;
}

const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/u;

/** `id:base64,…`: the first key writes, the others still read what they wrote. Messages never repeat a secret. */
export const keys = z.string().transform((written, ctx): [Key, ...Key[]] => {
  const refuse = (message: string) => {
    ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const parsed: Key[] = [];
  for (const [index, entry] of written.split(',').entries()) {
    const which = `entry ${index + 1}`;
    const [id = '', text = ''] = entry.trim().split(/:(.*)/su);
    if (!/^[A-Za-z0-9_-]{1,16}$/u.test(id))
      return refuse(`${which} does not begin with an id of 1 to 16 letters or digits, then a colon`);
    if (parsed.some((other) => other.id === id)) return refuse(`the id ${id} is there twice`);
    const key = base64.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
    if (key.length < 32) return refuse(`${which} (${id}) does not hold at least 32 bytes in base64`);
    parsed.push({ id, key });
  }
  return parsed as [Key, ...Key[]];
});

/** Opaque texts of at least 32 characters, separated by commas: the first is sent, each is accepted. */
export const tokens = z.string().transform((written, ctx): [string, ...string[]] => {
  const parsed = written.split(',').map((entry) => entry.trim());
  if (parsed.every((entry) => /^[\x21-\x7e]{32,}$/u.test(entry))) return parsed as [string, ...string[]];
  ctx.addIssue({ code: 'custom', message: 'holds a token of less than 32 visible ASCII characters' });
  return z.NEVER;
});
