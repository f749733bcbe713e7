/** So many times as fast as the rules are meant: what fires after five minutes fires after ten seconds. */
const FACTOR = 30;
const SECONDS = { s: 1, m: 60, h: 3_600 } as const;
/** A rate needs two samples, 1.5 s apart, and more than two where one is late. */
const SHORTEST_RANGE = 6;

/** Rules of alerts in which time passes faster: ranges, how long something has to last, and limits of ages. */
export function hurried(rules: string): string {
  const faster = (amount: string, unit: string, least: number): string =>
    `${Math.max(least, Math.ceil((Number(amount) * SECONDS[unit as keyof typeof SECONDS]) / FACTOR))}s`;
  return rules
    .replace(
      /\[(\d+)([smh])\]/g,
      (_, amount: string, unit: string) => `[${faster(amount, unit, SHORTEST_RANGE)}]`,
    )
    .replace(/\bfor: (\d+)([smh])/g, (_, amount: string, unit: string) => `for: ${faster(amount, unit, 1)}`)
    .replace(
      /((?:age|lag|last_success_timestamp)_seconds\S*) > (\d+)/g,
      (_, age: string, limit: string) => `${age} > ${Math.max(1, Math.ceil(Number(limit) / FACTOR))}`,
    );
}
