/** What class-validator checks of a request, in the words of JSON Schema. */
import { getMetadataStorage } from 'class-validator';

/** @typedef {import('./schemas.mjs').Schema} Schema */

/** @type {Record<string, (constraints: readonly unknown[]) => Schema>} */
const MEANING = {
  isString: () => ({}),
  isBoolean: () => ({}),
  isArray: () => ({}),
  // The type says the same words.
  isIn: () => ({}),
  isInt: () => ({ type: 'integer' }),
  isUuid: () => ({ format: 'uuid' }),
  isEmail: () => ({ format: 'email' }),
  isExpiry: () => ({ format: 'date-time' }),
  isDay: () => ({ format: 'date' }),
  isInstant: () => ({ format: 'date-time' }),
  isLength: ([minLength, maxLength]) => ({ minLength, maxLength }),
  minLength: ([minLength]) => ({ minLength }),
  maxLength: ([maxLength]) => ({ maxLength }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  isRouteList: ([maxItems, maxLength]) => ({ maxItems, items: { type: 'string', minLength: 1, maxLength } }),
  isInsteadOfRoutes: () => ({}),
  isTemplateParameters: () => ({}),
  // The type says what each is.
  isRateLimitList: ([maxItems]) => ({ maxItems }),
  isTokenShapeList: ([maxItems]) => ({ maxItems }),
  isUseList: ([maxItems]) => ({ minItems: 1, maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
  arrayMaxSize: ([maxItems]) => ({ maxItems }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  matches: ([pattern]) => ({ pattern: patternOf(/** @type {RegExp} */ (pattern)) }),
};

/** @param {RegExp} expression */
function patternOf({ source, flags }) {
  if (flags) throw new Error(`JSON Schema has no flags: write /${source}/${flags} without`);
  return source;
}

/**
 * The shape of a request's class, with its rules. A rule that has no words here fails: a client would learn of it
 * only by being refused.
 * @param {Function} shape
 * @param {Schema} schema
 * @returns {Schema}
 */
export function withRules(shape, schema) {
  const properties = { .../** @type {Record<string, Schema>} */ (schema.properties) };
  const rules = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  for (const { type, name = type, propertyName, constraints, each } of rules) {
    // "May be absent", "may be null": the type says so. An item of a list has rules of its own (`listsWithRules`).
    if (type === 'conditionalValidation' || type === 'nestedValidation') continue;
    const meaning = MEANING[name];
    const property = properties[propertyName];
    if (!meaning || !property)
      throw new Error(`${shape.name}.${propertyName}: tools/asyncapi/rules.mjs has no words for ${name}`);
    const rule = meaning(/** @type {unknown[]} */ (constraints));
    properties[propertyName] = each ? withItemRule(property, rule) : withRule(property, rule);
  }
  return { ...schema, properties, additionalProperties: false };
}

/**
 * A rule is of what is there: null stays allowed where the type allows it.
 * @param {Schema} property
 * @param {Schema} rule
 * @returns {Schema}
 */
function withRule(property, rule) {
  const mayBeNull = [property.type].flat().includes('null');
  const type = rule.type && mayBeNull ? { type: [rule.type, 'null'] } : {};
  return { ...property, ...rule, ...type };
}

/**
 * @param {Schema} list
 * @param {Schema} rule
 * @returns {Schema}
 */
const withItemRule = (list, rule) => ({
  ...list,
  items: { .../** @type {Schema} */ (list.items), ...rule },
});

/**
 * Lists whose items have rules of their own.
 * @param {Function} shape
 * @returns {string[]} Their fields.
 */
export const listsWithRules = (shape) =>
  getMetadataStorage()
    .getTargetValidationMetadatas(shape, '', false, false)
    .flatMap(({ type, propertyName }) => (type === 'nestedValidation' ? [propertyName] : []));
