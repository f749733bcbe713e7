import { ValidateBy } from 'class-validator';
// All rules of numbering plans: the smaller sets of metadata check little more than lengths.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export interface Phone {
  /** `+14155552671`. */
  readonly e164: string;
  /** ISO 3166; null for a number of no country, such as a satellite's. */
  readonly country: string | null;
}

/** The number that a text with its country's code stands for; null when no numbering plan has it. */
export function readPhone(text: string): Phone | null {
  const phone = parsePhoneNumberFromString(text, { extract: false });
  return phone?.isValid() ? { e164: phone.number, country: phone.country ?? null } : null;
}

/** The very form in which the number is stored and handed over, so that nobody has to guess what was meant. */
export const IsE164 = (): PropertyDecorator =>
  ValidateBy({
    name: 'isE164',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && readPhone(value)?.e164 === value,
      defaultMessage: () => 'must be a valid phone number in E.164 form, such as +14155552671',
    },
  });
