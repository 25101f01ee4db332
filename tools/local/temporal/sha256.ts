import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Of a file's content, in hexadecimal. */
export const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
