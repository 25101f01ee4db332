import { createContext, useContext } from 'react';

/** Addresses of what a page loads; each holds a hash of the content, so that it may be kept for a year. */
export interface PageFiles {
  style: string;
  script: string;
  icon: string;
}

export const PageFilesContext = createContext<PageFiles>({ style: '', script: '', icon: '' });
export const usePageFiles = (): PageFiles => useContext(PageFilesContext);
