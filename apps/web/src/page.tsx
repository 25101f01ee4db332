import type { Response } from 'express';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type PageFiles, PageFilesContext } from './ui/page-files.js';

/** A whole document out of a page's element. */
const renderPage = (page: ReactElement, files: PageFiles): string =>
  `<!DOCTYPE html>${renderToStaticMarkup(<PageFilesContext value={files}>{page}</PageFilesContext>)}`;

/** Answers with a page; where its files are is a local of the application. */
export function showPage(response: Response, page: ReactElement, status = 200): void {
  const { pageFiles } = response.app.locals as { pageFiles: PageFiles };
  response.status(status).type('html').send(renderPage(page, pageFiles));
}

/** POST → 303 → GET: what a form did is not done again by a reload. */
export const seeOther = (response: Response, address: string): void => response.redirect(303, address);
