/** Injects the `WebSettings` this process was started with. */
export const SETTINGS = Symbol('web settings');
