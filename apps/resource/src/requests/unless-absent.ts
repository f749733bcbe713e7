import { ValidateIf } from 'class-validator';

/** May be left out, but not be null: `@IsOptional()` would let both pass. */
export const UnlessAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
