const WARNING = 40;
const names = new Map([
  [40, 'warning'],
  [50, 'error'],
  [60, 'fatal'],
]);

/** @typedef {{ level?: number, context?: string, msg?: string, err?: { message?: string } }} LogLine */

/**
 * @param {string} line
 * @returns {LogLine | null} Null for a line that is not one of the logger's.
 */
function parse(line) {
  try {
    /** @type {unknown} */
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/**
 * Whether somebody at the console should see it: a warning or worse, or something that is not a log line at all.
 * @param {string} line
 */
export const isNoteworthy = (line) => (parse(line)?.level ?? WARNING) >= WARNING;

/** @param {string} line */
export function readableLine(line) {
  const logged = parse(line);
  if (!logged) return line;
  const { level = 0, context, msg, err, ...rest } = logged;
  const known = new Set(['time', 'pid', 'hostname', 'name', 'severity']);
  const text =
    msg ??
    err?.message ??
    JSON.stringify(Object.fromEntries(Object.entries(rest).filter(([key]) => !known.has(key))));
  return [names.get(level), context && `[${context}]`, text].filter(Boolean).join(' ');
}
