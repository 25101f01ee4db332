/** The session's cookie as the next request brings it back: `name=value`. */
export const sessionCookieOf = ({ headers }: { headers: Record<string, string> }): string =>
  String((headers['set-cookie'] as unknown as string[] | undefined)?.[0]).split(';')[0] ?? '';
