/**
 * Every value that a label may have, said in advance: what is measured cannot grow with what clients send, and no token,
 * address or error text can become a series.
 */
export type LabelValues = Readonly<Record<string, readonly string[]>>;

/** One value of each. */
export type LabelsOf<Values extends LabelValues> = { readonly [Name in keyof Values]: Values[Name][number] };

/** Of the same labels always the same. @throws RangeError for a value that was not said, which it does not repeat. */
export function keyOf(family: string, known: LabelValues, labels: Readonly<Record<string, string>>): string {
  let key = '';
  for (const [label, values] of Object.entries(known)) {
    const at = values.indexOf(labels[label] ?? '');
    if (at < 0) throw new RangeError(`${family} has no such ${label}`);
    key += `${at},`;
  }
  return key;
}
