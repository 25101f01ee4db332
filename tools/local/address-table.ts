/** Lines of words and addresses, aligned. */
export function addressTable(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, where]) => `  ${what.padEnd(width)}  ${where}`).join('\n');
}
