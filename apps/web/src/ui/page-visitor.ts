import { createContext, useContext } from 'react';

/** Who looks at which page, for what stands around its words. */
export interface PageVisitor {
  path: string;
  isSignedIn: boolean;
}

export const PageVisitorContext = createContext<PageVisitor>({ path: '', isSignedIn: false });
export const usePageVisitor = (): PageVisitor => useContext(PageVisitorContext);
