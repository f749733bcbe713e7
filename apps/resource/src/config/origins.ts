/**
 * Origins as browsers send them, with commas between (RFC 6454): no path, no `*`, and the port only where it is not the
 * scheme's own.
 * @throws Error
 */
export function readOrigins(text: string): readonly string[] {
  const origins = text.split(',').map((part) => part.trim());
  const named = origins.filter((origin) => origin !== '');
  for (const origin of named) {
    if (!/^https?:[^*]*$/.test(origin) || new URL(origin).origin !== origin) throw new Error('is no origin');
  }
  return named;
}
