const LONGEST = 200;

/** What a list shows of a message, in one line: its text, the caption of its medium, or else what kind it is. */
export function previewOf({ kind, content }: { readonly kind: string; readonly content: object }): string {
  const { text, caption, name } = content as { text?: string; caption?: string | null; name?: string };
  const line = (text ?? caption ?? name ?? kind).replaceAll(/\s+/g, ' ').trim();
  // By characters, as PostgreSQL counts them: no half of one stays at the end.
  return Array.from(line).slice(0, LONGEST).join('');
}
