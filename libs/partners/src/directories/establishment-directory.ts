/** What a public directory says of one establishment. */
export interface DirectoryEstablishment {
  siret: string;
  /** Null, like `city`, when the establishment asked not to be shown. */
  name: string | null;
  city: string | null;
  /** INSEE « catégorie juridique », four digits. */
  legalCategory: string;
  /** Null where the directory does not tell it. */
  open: boolean | null;
  /** The legal unit (SIREN) it belongs to; null like `open`. */
  unitOpen: boolean | null;
  /** Day on which it closed, `YYYY-MM-DD`, where it is told. */
  closedOn?: string;
  diffusible: boolean;
}

export type DirectoryAnswer =
  | { kind: 'found'; establishment: DirectoryEstablishment }
  | { kind: 'not-found' }
  /** It exists, and the directory may say nothing more. */
  | { kind: 'not-diffusible' }
  /** An outage, whatever its form; never « not eligible ». `cause` is a code, `retryAfter` seconds it wants to be left alone. */
  | { kind: 'unavailable'; cause: string; retryAfter?: number };

/** Never throws for what a partner does. */
export interface EstablishmentDirectory {
  find(siret: string, signal?: AbortSignal): Promise<DirectoryAnswer>;
}
