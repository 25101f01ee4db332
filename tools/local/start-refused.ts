/** The product cannot start here and the person can mend it: the message says how, a stack trace would not help. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
