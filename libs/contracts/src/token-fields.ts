import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  isRFC3339,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
} from 'class-validator';
import { ABILITIES } from './abilities.js';
import { flawOfRateLimits, LARGEST_QUOTA, WINDOWS } from './limits.js';
import { flawOfRoutes, ROUTE_LIMITS } from './route-patterns.js';
import { flawOfTokenShapes, SHAPE_LIMITS } from './token-shapes.js';
import { flawOfTemplateParameters, TEMPLATE_SLUGS, type WantedRoutes } from './token-templates.js';

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

/**
 * A rule that says itself what is wrong: null is good.
 * @param bounds For the description of the bus (tools/asyncapi/rules.mjs).
 */
const IsFlawless = (
  name: string,
  flawOf: (value: unknown) => string | null,
  bounds: readonly number[],
): PropertyDecorator =>
  ValidateBy({
    name,
    constraints: [...bounds],
    validator: {
      validate: (value) => flawOf(value) === null,
      defaultMessage: (given) => flawOf(given?.value) ?? '',
    },
  });

export const IsTokenId = rules(IsUUID(undefined, { message: 'must be a UUID' }));

export const IsTokenName = rules(
  IsString({ message: 'must be a text' }),
  Length(1, 100, { message: 'must have 1 to 100 characters' }),
  Matches(/\S/, { message: 'must not be blank' }),
);

/** What is shown of an imported token. Printable: it stands in lists and in logs. */
export const IsDisplay = rules(
  Matches(/^ *[!-~][ -~]*$/, { message: 'must have printable ASCII characters only, and not blanks alone' }),
  Length(1, 16, { message: 'must have 1 to 16 characters' }),
);

export const IsAbilityList = rules(
  MayBeNull,
  IsArray({ message: 'must be a list of abilities, or null for no restriction' }),
  ArrayUnique({ message: 'must not name an ability twice' }),
  IsIn(ABILITIES, { each: true, message: `each must be one of: ${ABILITIES.join(', ')}` }),
);

export const IsRouteList = rules(
  MayBeNull,
  IsFlawless('isRouteList', flawOfRoutes, [ROUTE_LIMITS.patterns, ROUTE_LIMITS.characters]),
);

/** Two answers to one question: which of them was meant, nobody could tell. Also null is an answer. */
const IsInsteadOfRoutes = ValidateBy({
  name: 'isInsteadOfRoutes',
  validator: {
    validate: (_, given) => (given?.object as WantedRoutes | undefined)?.allowed_routes === undefined,
    defaultMessage: () => 'must not be given together with allowed_routes',
  },
});

export const IsTemplate = rules(
  MayBeAbsent(),
  IsIn(TEMPLATE_SLUGS, { message: `must be one of: ${TEMPLATE_SLUGS.join(', ')}` }),
  IsInsteadOfRoutes,
);

const flawOfParameters = (value: unknown, given?: ValidationArguments): string | null =>
  flawOfTemplateParameters((given?.object as WantedRoutes | undefined)?.template, value);

/** Checked also where they are absent: the template may need some. */
export const IsTemplateParameters = rules(
  ValidateIf(({ template }: WantedRoutes, value) => template !== undefined || value !== undefined),
  ValidateBy({
    name: 'isTemplateParameters',
    validator: {
      validate: (value, given) => flawOfParameters(value, given) === null,
      defaultMessage: (given) => flawOfParameters(given?.value, given) ?? '',
    },
  }),
);

/** Null does not pass: a workspace has limits, or [] for none. */
export const IsRateLimits = rules(
  IsFlawless('isRateLimitList', flawOfRateLimits, [Object.keys(WINDOWS).length]),
);
/** Null is a value of its own: the workspace's. */
export const IsRateLimitList = rules(MayBeNull, IsRateLimits());

/** Null does not pass: a workspace that imports nothing has []. */
export const IsTokenShapes = rules(IsFlawless('isTokenShapeList', flawOfTokenShapes, [SHAPE_LIMITS.shapes]));

const aQuota = `must be a whole number from 1 to ${LARGEST_QUOTA}, or null for none`;

export const IsMonthlyQuota = rules(
  MayBeNull,
  IsInt({ message: aQuota }),
  Min(1, { message: aQuota }),
  Max(LARGEST_QUOTA, { message: aQuota }),
);

/** RFC 3339 has what PostgreSQL does not: a year 0, and places that are 16 hours and more from Greenwich. */
const NO_TIME_OF_POSTGRESQL = /^0000|[+-](?:1[6-9]|2\d):\d\d$/;

/** JavaScript reads no leap second: compared with the clock, it would be neither past nor to come. */
const isTime = (value: unknown): boolean =>
  isRFC3339(value) &&
  !Number.isNaN(Date.parse(String(value))) &&
  !NO_TIME_OF_POSTGRESQL.test(String(value)) &&
  isOnTheCalendar(String(value));

export const IsExpiry = rules(
  MayBeNull,
  ValidateBy({
    name: 'isExpiry',
    validator: {
      validate: isTime,
      defaultMessage: () => 'must be a time as in 2026-12-31T23:59:59Z, or null for never',
    },
  }),
);

/** An instant that has been; `IsExpiry` for one that is to come. */
export const IsInstant = rules(
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isTime,
      defaultMessage: () => 'must be a time as in 2026-12-31T23:59:59Z',
    },
  }),
);

/** Why somebody did it, for the audit: one line. */
export const IsReason = rules(
  IsString({ message: 'must be a text' }),
  Length(1, 200, { message: 'must have 1 to 200 characters' }),
  Matches(/\S/, { message: 'must not be blank' }),
  // From the space upwards: no line breaks, no control characters.
  Matches(/^[ -\uffff]*$/, { message: 'must be one line' }),
);

/** JavaScript reads the 30th of February as the 1st or 2nd of March: a token would outlive what was written. */
function isOnTheCalendar(time: string): boolean {
  const date = time.slice(0, 10);
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

/** The longest that an old secret is left after the new one's first use (D10), in seconds: a day. */
export const LONGEST_GRACE = 86_400;
const aGrace = `must be a whole number of seconds from 0 to ${LONGEST_GRACE}`;

export const IsGrace = rules(
  IsInt({ message: aGrace }),
  Min(0, { message: aGrace }),
  Max(LONGEST_GRACE, { message: aGrace }),
);

const someDays = 'must be a whole number of days from 1 to 3650';

export const IsDays = rules(
  IsInt({ message: someDays }),
  Min(1, { message: someDays }),
  Max(3_650, { message: someDays }),
);

export const IsSwitch = rules(IsBoolean({ message: 'must be true or false' }));
