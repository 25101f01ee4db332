import { isIP } from 'node:net';
import { z } from 'zod';

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
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
