import type { Response } from 'express';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { isSignedIn } from './api/session-now.js';
import { type PageFiles, PageFilesContext } from './ui/page-files.js';
import { type PageVisitor, PageVisitorContext } from './ui/page-visitor.js';

/** A whole document out of a page's element. */
const renderPage = (page: ReactElement, files: PageFiles, visitor: PageVisitor): string =>
  `<!DOCTYPE html>${renderToStaticMarkup(
    <PageFilesContext value={files}>
      <PageVisitorContext value={visitor}>{page}</PageVisitorContext>
    </PageFilesContext>,
  )}`;

/** Answers with a page; where its files are is a local of the application. Who has a session's cookie waits for its truth. */
export function showPage(response: Response, page: ReactElement, status = 200): void {
  const { pageFiles } = response.app.locals as { pageFiles: PageFiles };
  const { req } = response;
  const send = (signedIn: boolean) => {
    if (response.headersSent) return; // given up at the deadline
    const visitor = { path: req.path, isSignedIn: signedIn };
    response
      .status(status)
      .type('html')
      .send(renderPage(page, pageFiles, visitor));
  };
  const signedIn = isSignedIn(response);
  if (typeof signedIn === 'boolean') send(signedIn);
  else void signedIn.then(send).catch((error: unknown) => req.next?.(error));
}

/** POST → 303 → GET: what a form did is not done again by a reload. */
export const seeOther = (response: Response, address: string): void => response.redirect(303, address);
