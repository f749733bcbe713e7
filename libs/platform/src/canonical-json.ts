type Member = readonly [name: string, value: unknown];

const byName = ([a]: Member, [b]: Member): number => (a < b ? -1 : 1);

/** The same text for the same value, in whatever order its members came. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries((Object.entries(inner) as Member[]).sort(byName))
      : inner,
  );
