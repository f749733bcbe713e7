/** The document as if nothing could grow: a field that it does not name is then a problem. */
export function closed<Node>(node: Node): Node {
  if (Array.isArray(node)) return node.map((item: unknown) => closed(item)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, closed<unknown>(value)]);
  const isGrowing = 'properties' in node && 'additionalProperties' in node;
  return { ...Object.fromEntries(entries), ...(isGrowing && { additionalProperties: false }) } as Node;
}
