/** JSON Schema (draft 7) of what TypeScript knows to travel. */
import ts from 'typescript';
import { describe, vocabularies } from './sources.mjs';

/** @typedef {{ [keyword: string]: unknown }} Schema */

const { TypeFlags } = ts;

/** @param {string} name */
export const refer = (name) => ({ $ref: `#/components/schemas/${name}` });

/** Every named type once, under its own name. */
export class Schemas {
  /** @type {Map<string, Schema>} */
  #named = new Map();
  /** @type {Set<string>} */
  #begun = new Set();

  /** @param {import('./sources.mjs').Sources} sources */
  constructor(sources) {
    this.checker = sources.checker;
    this.vocabularies = vocabularies(sources);
  }

  /** @returns {Record<string, Schema>} */
  get all() {
    return Object.fromEntries([...this.#named].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /**
   * @param {string} name
   * @param {Schema} schema
   */
  define(name, schema) {
    const before = this.#named.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(schema)) {
      throw new Error(`${name} travels in two shapes: give one of them a name of its own`);
    }
    this.#named.set(name, schema);
    return refer(name);
  }

  /**
   * @param {string} name
   * @param {(schema: Schema) => Schema} change
   */
  amend(name, change) {
    const schema = this.#named.get(name);
    if (!schema) throw new Error(`Nothing that travels is a ${name} any more`);
    this.#named.set(name, change(schema));
  }

  /**
   * @param {ts.Type} type
   * @returns {Schema}
   */
  of(type) {
    const name = this.nameOf(type);
    if (!name) return this.shapeOf(type);
    if (!this.#begun.has(name)) {
      this.#begun.add(name);
      this.define(name, this.shapeOf(type));
    }
    return refer(name);
  }

  /**
   * @param {ts.Type} type
   * @returns {Schema} Spelled out, though the type may have a name.
   */
  shapeOf(type) {
    const symbol = this.#symbolOf(type);
    const description = symbol ? describe(this.checker, symbol) : '';
    return { ...(description && { description }), ...this.#shape(type) };
  }

  /** @param {ts.Type} type */
  nameOf(type) {
    return this.#symbolOf(type)?.name ?? null;
  }

  /**
   * @param {ts.Type} type
   * @param {string} field Of it: a list.
   * @returns {string} The name of what is listed.
   */
  itemOf(type, field) {
    const { checker } = this;
    const property = type.getProperty(field);
    const list = property && checker.getTypeOfSymbol(property);
    const [item] = list ? checker.getTypeArguments(/** @type {ts.TypeReference} */ (list)) : [];
    const name = item && this.nameOf(item);
    if (!name) throw new Error(`${field} is no list of something that has a name`);
    return name;
  }

  /**
   * Of a type that the code names; what TypeScript's own library names (`Record`, `Array`) has none.
   * @param {ts.Type} type
   * @returns {ts.Symbol | null}
   */
  #symbolOf(type) {
    const ofWords = this.vocabularies.get(type);
    if (ofWords) return ofWords;
    const symbol = type.aliasSymbol ?? /** @type {ts.Symbol | undefined} */ (type.symbol);
    if (!symbol || type.aliasTypeArguments?.length) return null;
    const kinds = ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias;
    const isOurs = symbol.declarations?.some(
      (place) => !place.getSourceFile().fileName.includes('/node_modules/'),
    );
    return isOurs && symbol.flags & kinds ? symbol : null;
  }

  /**
   * @param {ts.Type} type
   * @returns {Schema}
   */
  #shape(type) {
    const { checker } = this;
    if (type.flags & (TypeFlags.Unknown | TypeFlags.Any)) return {};
    if (type.flags & TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & TypeFlags.String) return { type: 'string' };
    if (type.flags & TypeFlags.Number) return { type: 'number' };
    if (type.flags & TypeFlags.Boolean) return { type: 'boolean' };
    if (type.isUnion()) return this.#union(type.types);
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
      return { type: 'array', items: item ? this.of(item) : {} };
    }
    // A generic type's own parameter: whoever names the type says what it is.
    if (type.flags & TypeFlags.TypeParameter) return {};
    if (type.flags & (TypeFlags.Object | TypeFlags.Intersection) && type.getCallSignatures().length === 0)
      return this.#object(type);
    throw new Error(`${checker.typeToString(type)} is nothing that JSON can say`);
  }

  /**
   * The compiler's order of a union depends on what it read before: ours must not.
   * @param {readonly ts.Type[]} types
   * @returns {Schema}
   */
  #union(types) {
    const present = types.filter(({ flags }) => !(flags & TypeFlags.Undefined));
    const rest = present.filter(({ flags }) => !(flags & (TypeFlags.BooleanLiteral | TypeFlags.Null)));
    const isBoolean = present.some(({ flags }) => flags & TypeFlags.BooleanLiteral);
    const isNullable = present.some(({ flags }) => flags & TypeFlags.Null);

    /** @type {Schema[]} */
    const schemas = [];
    if (isBoolean) schemas.push({ type: 'boolean' });
    if (rest.length > 1 && rest.every((type) => type.isStringLiteral())) schemas.push(wordsIn(rest));
    else schemas.push(...rest.map((type) => this.of(type)).sort(byText));

    const [only] = schemas;
    if (schemas.length === 1 && only && !isNullable) return only;
    if (schemas.length === 1 && only && typeof only.type === 'string')
      return { ...only, type: [only.type, 'null'] };
    return { anyOf: [...schemas, ...(isNullable ? [{ type: 'null' }] : [])] };
  }

  /**
   * @param {ts.Type} type
   * @returns {Schema}
   */
  #object(type) {
    const { checker } = this;
    /** @type {Record<string, Schema>} */
    const properties = {};
    /** @type {string[]} */
    const required = [];
    for (const property of checker.getPropertiesOfType(type)) {
      const description = describe(checker, property);
      const schema = this.of(checker.getTypeOfSymbol(property));
      // Whatever stands beside a $ref is not read.
      properties[property.name] =
        description && schema.$ref
          ? { description, allOf: [schema] }
          : { ...(description && { description }), ...schema };
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    const others = type.getStringIndexType();
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
      additionalProperties: others ? this.#othersAs(others) : true,
    };
  }

  /** @param {ts.Type} type */
  #othersAs(type) {
    if (type.flags & TypeFlags.Never) return false;
    return type.flags & TypeFlags.Unknown ? true : this.of(type);
  }
}

/** @param {readonly ts.Type[]} types */
const wordsIn = (types) => ({
  type: 'string',
  enum: types.flatMap((type) => (type.isStringLiteral() ? [type.value] : [])).sort(),
});

/**
 * @param {Schema} one
 * @param {Schema} other
 */
const byText = (one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
