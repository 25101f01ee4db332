/** The file cannot be read row by row, so none of it is taken; the message says why, and at which line. */
export class NotARegistry extends Error {
  override readonly name = 'NotARegistry';
}
