import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  Matches,
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
  IsRFC3339({ message: 'must be a time as in 2026-12-31T23:59:59Z, or null for never' }),
);

export const IsSwitch = rules(IsBoolean({ message: 'must be true or false' }));
