/**
 * How spreadsheets are kept from taking a text for a formula: what begins like one gets an apostrophe, which an import
 * takes away again. So does what begins with apostrophes before it, or the way back would not lead to the same text.
 */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

export const guarded = (text: string): string => (LIKE_A_FORMULA.test(text) ? `'${text}` : text);
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

/** A line of RFC 4180. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** `vip;new customer`. A backslash stands before what would be taken for a separator, or for the space beside one. */
export const joined = (texts: readonly string[]): string =>
  texts.map((text) => text.replaceAll(/[\\;]|^\s|\s$/g, String.raw`\$&`)).join(';');

export function separated(cell: string): string[] {
  const parts = cell.match(/(?:\\[^]|[^\\;])+/g) ?? [];
  return parts
    .map((part) => part.trimStart().replace(/((?:\\[^]|[^\\])*?)\s*$/, '$1'))
    .map((part) => part.replaceAll(/\\([^])/g, '$1'))
    .filter((part) => part !== '');
}
