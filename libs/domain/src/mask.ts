/**
 * `marie@exemple.fr` → `m•••@exemple.fr`: enough for its owner to know it again. Always three bullets, so that
 * neither the length nor the rest of the name shows. What has no name before its @ keeps nothing of it.
 */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = at === -1 ? '' : email.slice(0, at);
  return `${first}•••${at === -1 ? '' : email.slice(at)}`;
}
