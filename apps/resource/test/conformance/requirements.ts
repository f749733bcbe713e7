/** Every id of the requirements: five token systems (X, K, C, Q, W) and the decisions where they differ (D). */
const COUNTS = { X: 35, K: 23, C: 21, Q: 17, W: 13, D: 19 } as const;

export const REQUIREMENTS: readonly string[] = Object.entries(COUNTS).flatMap(([system, count]) =>
  Array.from({ length: count }, (_, i) => `${system}${i + 1}`),
);

/** Not in the documents: there is no such row. */
const ABSENT = ['K3', 'K19', 'C3', 'C6', 'W11'];

/** What no program can check here, or not yet, and why. */
export const UNCHECKED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ABSENT.map((id) => [id, 'no such row'])),
  X8: 'a page of the console, which does not exist yet',
  X9: 'a page of the console, which does not exist yet',
  X15: 'a page of the console, which does not exist yet',
  X32: 'advice to users: the format with its checksum is what makes scanning possible (D1)',
  X33: 'advice to users',
  K4: 'a page of the console, which does not exist yet',
  K8: 'HTTPS is the proxy’s in front; refusing plain HTTP comes with the deployment',
  K10: 'advice to users',
  K11: 'advice to users',
  K12: 'advice to users',
  K13: 'a page of the console, which does not exist yet',
  K14: 'comes with metrics and alerts',
  C4: 'a page of the console, which does not exist yet',
  C20: 'advice to users',
  Q5: 'a page of the console, which does not exist yet',
  Q9: 'a page of the console, which does not exist yet',
  Q11: 'advice to users',
  Q14: 'advice to users',
};
