import { isIP } from 'node:net';
import { z } from 'zod';

/** Not all addresses at once (`/0`): who trusts every address believes every client. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = address.includes('%') ? 0 : isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/u.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const list = (written: string): string[] =>
  written
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);

/** Addresses or CIDRs, separated by commas; `names` are words that stand for some. */
export const networks = (...names: string[]) =>
  z.string().transform((written, ctx): string[] => {
    const entries = list(written);
    const wrong = entries.filter((entry) => !names.includes(entry) && !isNetwork(entry));
    for (const entry of wrong)
      ctx.addIssue({ code: 'custom', message: `“${entry}” is neither an IP address nor a CIDR` });
    return entries;
  });
