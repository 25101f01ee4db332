/**
 * SQL: session `s` of account `a` is open, by the database's clock: the password is still the one that was given, and neither limit
 * has passed (R22, R41). Parameters: idle time and lifetime, PostgreSQL intervals.
 */
export const isOpen = `s.credentials_version = a.credentials_version
  and s.seen_at > now() - ?::interval and s.opened_at > now() - ?::interval`;
