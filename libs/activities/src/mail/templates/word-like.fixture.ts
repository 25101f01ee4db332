/**
 * What Outlook’s Word engine makes of a mail, as far as a browser can show it: it reads its own styles, knows no media query,
 * no largest width of what is no table, no round corner, no room around what stands in a line.
 */
export const wordLike = (html: string): string =>
  html
    .replaceAll(/<style>[^<]*<\/style>/gu, (style, at: number) =>
      html.slice(0, at).endsWith('<!--[if mso]>') ? style : '',
    )
    .replaceAll(/<!--\[if mso\]>|<!\[endif\]-->/gu, '')
    .replaceAll(
      /max-(?:width|height):[^;"]+;?|border-radius:[^;"]+;?|white-space:[^;"]+;?|overflow[\w-]*:[^;"]+;?/gu,
      '',
    )
    .replaceAll(/display:inline-block;?|table-layout:[^;"]+;?/gu, '')
    .replaceAll(/<(?:a|span|p|h1|div|strong|bdi)\b[^>]*>/gu, (element) =>
      element.replaceAll(/(?<=[";])padding:[^;"]+;?/gu, ''),
    );
