import { type ClassConstructor, plainToInstance, Transform } from 'class-transformer';
import { IsBoolean, ValidateBy, validateSync, type ValidationError } from 'class-validator';

/** Says every problem at once, by variable and rule, never by value: some values are secrets. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads one app's variables into a frozen object. Only fields marked `@Expose()` are read; an empty variable
 * counts as absent.
 * @throws ConfigError
 */
export function loadConfig<Config extends object>(
  shape: ClassConstructor<Config>,
  environment: NodeJS.ProcessEnv,
): Readonly<Config> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const config = plainToInstance(shape, given, {
    excludeExtraneousValues: true,
    exposeDefaultValues: true,
  });
  const problems = validateSync(config, { stopAtFirstError: true }).map(describe);
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

const describe = ({ property, value, constraints }: ValidationError): string =>
  value === undefined
    ? `${property} is not set: it ${firstRule(property, constraints)}`
    : `${property} ${firstRule(property, constraints)}`;

const firstRule = (property: string, constraints: ValidationError['constraints']): string =>
  (Object.values(constraints ?? {})[0] ?? 'is not valid').replace(`${property} `, '');

/** A rule of one variable, in words that say what to set: `@Rule('must be …', isUsable)`. */
export const Rule = (rule: string, isKept: (value: unknown) => boolean): PropertyDecorator =>
  ValidateBy({ name: 'rule', validator: { validate: isKept, defaultMessage: () => rule } });

const readSwitch = Transform(({ value }: { readonly value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value,
);
const isSwitch = IsBoolean({ message: 'must be true or false' });

/** A variable that is `true` or `false`: what is neither stays as it is, and breaks that rule. */
export const Switch = (): PropertyDecorator => (target, property) => {
  readSwitch(target, property);
  isSwitch(target, property);
};

/** For a rule that is "this function can read it". */
export const isReadBy =
  (read: (text: string) => unknown) =>
  (value: unknown): boolean => {
    // A variable that is not set is not the text "undefined".
    if (typeof value !== 'string') return false;
    try {
      read(value);
      return true;
    } catch {
      return false;
    }
  };

/** For a rule that is "a URL with one of these schemes", each with its colon. */
export const isUrlOf =
  (...schemes: string[]) =>
  (value: unknown): boolean =>
    URL.canParse(String(value)) && schemes.includes(new URL(String(value)).protocol);
