type Answer = { headers: Record<string, string> };

const cookieOf = ({ headers }: Answer, name: string): string => {
  const set = (headers['set-cookie'] as unknown as string[] | undefined) ?? [];
  return set.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0] ?? '';
};

/** The session's cookie as the next request brings it back: `name=value`. */
export const sessionCookieOf = (answer: Answer): string => cookieOf(answer, 'session');
/** The device cookie, which makes the browser a known one. */
export const deviceCookieOf = (answer: Answer): string => cookieOf(answer, 'device');
