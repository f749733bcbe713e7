import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  isRFC3339,
  IsUUID,
  Length,
  Matches,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { ABILITIES } from './abilities.js';

/** The rules of a token's fields, said once for every message that carries them. */
const rules =
  (...decorators: PropertyDecorator[]): (() => PropertyDecorator) =>
  () =>
  (target, field) => {
    for (const decorate of decorators) decorate(target, field);
  };

/** Checked unless the field is absent; null does not pass for absent. */
export const MayBeAbsent = rules(ValidateIf((_, value) => value !== undefined));
/** Checked unless the field is absent, or null: a value of its own, "none". */
const MayBeNull = ValidateIf((_, value) => value !== undefined && value !== null);

export const IsTokenId = rules(IsUUID(undefined, { message: 'must be a UUID' }));

export const IsTokenName = rules(
  IsString({ message: 'must be a text' }),
  Length(1, 100, { message: 'must have 1 to 100 characters' }),
  Matches(/\S/, { message: 'must not be blank' }),
);

export const IsAbilityList = rules(
  MayBeNull,
  IsArray({ message: 'must be a list of abilities, or null for no restriction' }),
  ArrayUnique({ message: 'must not name an ability twice' }),
  IsIn(ABILITIES, { each: true, message: `each must be one of: ${ABILITIES.join(', ')}` }),
);

export const IsExpiry = rules(
  MayBeNull,
  ValidateBy({
    name: 'isExpiry',
    validator: {
      validate: (value) => isRFC3339(value) && isOnTheCalendar(String(value)),
      defaultMessage: () => 'must be a time as in 2026-12-31T23:59:59Z, or null for never',
    },
  }),
);

/** JavaScript reads the 30th of February as the 1st or 2nd of March: a token would outlive what was written. */
function isOnTheCalendar(time: string): boolean {
  const date = time.slice(0, 10);
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

export const IsSwitch = rules(IsBoolean({ message: 'must be true or false' }));
