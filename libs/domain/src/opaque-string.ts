/**
 * A password as RFC 8265 (OpaqueString, §4.2.2) prepares it: spaces of any kind (Zs) become U+0020, then NFC; nothing else is mapped.
 * A no-break space that is pasted from a text editor is the space that is typed later.
 */
export const opaque = (typed: string): string => typed.replace(/\p{Zs}/gu, ' ').normalize('NFC');

/** Control characters, unassigned ones and lone surrogates: no keyboard types them again. Emoji and their joiners are welcome. */
export const isUntypable = (password: string): boolean => /[\p{Cc}\p{Cn}\p{Cs}]/u.test(password);
