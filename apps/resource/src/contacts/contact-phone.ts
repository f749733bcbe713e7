// The metadata that messages use: two sets of it would be two opinions.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** 7 to 15 digits. Whether the number can be reached is another question, which `messages/validate` answers. */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** How people write numbers: digits, and what stands between them. */
const WRITTEN = /^\s*\+?[\d\s().\-/]{1,50}$/;

/** The form that a number is stored in and compared by; what is no number comes back as it is, to be refused. */
export function inE164(value: unknown): unknown {
  if (typeof value !== 'string' || !WRITTEN.test(value)) return value;
  const digits = `+${value.replaceAll(/\D/g, '')}`;
  // With what was between them: a national prefix in brackets, as in +49 (0) 30, is told by the plan of the country.
  const text = value.trim().startsWith('+') ? value : `+${value.trim()}`;
  return parsePhoneNumberFromString(text, { extract: false })?.number ?? digits;
}
