import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, RequestHandler, Response, NextFunction } from 'express';
import type { PageFiles } from '../ui/page-files.js';

const kinds = {
  style: ['style.css', 'text/css'],
  script: ['enhance.js', 'text/javascript'],
  icon: ['icon.svg', 'image/svg+xml'],
} as const;
const oneYear = 'public, max-age=31536000, immutable';

/**
 * What pages load, read once from `folder` (the build puts it beside the compiled code) and served under addresses that
 * hold a hash of the content. A file that is not there ends the start.
 */
export function pageAssets(folder: string): { files: PageFiles; serve: RequestHandler } {
  const contents = new Map<string, { content: Buffer; type: string }>();
  const publish = ([name, type]: readonly [string, string]): string => {
    const content = readFileSync(join(folder, name));
    const address = `/assets/${createHash('sha256').update(content).digest('base64url').slice(0, 12)}/${name}`;
    contents.set(address, { content, type });
    return address;
  };
  const files = { style: publish(kinds.style), script: publish(kinds.script), icon: publish(kinds.icon) };
  const serve = (request: Request, response: Response, next: NextFunction) => {
    const asset = contents.get(request.path);
    if (!asset) return next();
    response.setHeader('Cache-Control', oneYear);
    response.type(asset.type).send(asset.content);
  };
  return { files, serve };
}
