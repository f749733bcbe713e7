/** What is asked: every contract of libs/contracts, with its request, its reply and its operation. */
import {
  envelopeRules,
  errorKinds,
  sealedPrincipal,
  sealedRules,
  sealedToAsker,
  sealedToService,
} from './protocol.mjs';
import { listsWithRules, withRules } from './rules.mjs';
import { refer } from './schemas.mjs';
import { capitalised, exportedType } from './sources.mjs';

/** @typedef {import('./document.mjs').Code} Code */
/** @typedef {import('./schemas.mjs').Schema} Schema */
/** @typedef {import('./schemas.mjs').Schemas} Schemas */
/** @typedef {import('./sources.mjs').Sources} Sources */
/** @typedef {import('./sources.mjs').TypedConstant} TypedConstant */

/**
 * @typedef {object} Contract As libs/contracts has it.
 * @property {string} pattern
 * @property {'question' | 'command'} kind
 * @property {number} budgetMs
 * @property {boolean} needsPrincipal
 * @property {{ readonly request: readonly string[], readonly reply: readonly string[] }} secrets
 */

/** Who answers. Another service would need channels of its own. */
export const SERVICE = 'auth';

/** @typedef {TypedConstant & { name: string, contract: Contract }} Asked */

/**
 * Every exported contract, with its types, by pattern.
 * @param {Code['contracts']} contracts
 * @param {Map<string, TypedConstant>} types
 * @returns {Asked[]}
 */
export function askedContracts(contracts, types) {
  const found = Object.entries(contracts).flatMap(([name, value]) => {
    if (!isContract(value)) return [];
    const typed = types.get(name);
    if (typed?.types.length !== 2) throw new Error(`${name} must be a Contract<Request, Reply>`);
    if (!value.pattern.startsWith(`${SERVICE}.`)) throw new Error(`${name} is not answered by ${SERVICE}`);
    return [{ name, contract: value, ...typed }];
  });
  return found.sort((one, other) => (one.contract.pattern < other.contract.pattern ? -1 : 1));
}

/**
 * @param {unknown} value
 * @returns {value is Contract}
 */
const isContract = (value) =>
  typeof value === 'object' && value !== null && 'pattern' in value && 'budgetMs' in value;

/**
 * @param {Sources} sources
 * @param {Schemas} schemas
 * @param {string} replyPrefix
 */
export function defineEnvelopes(sources, schemas, replyPrefix) {
  const request = exportedType(sources, 'envelope', 'RequestEnvelope');
  const envelope = ruled(schemas.shapeOf(request), {
    ...envelopeRules,
    reply_to: { ...envelopeRules.reply_to, pattern: `^${replyPrefix}` },
    principal: { 'x-sealed': sealedPrincipal },
  });
  schemas.define('RequestEnvelope', envelope);
  schemas.amend('Sealed', (sealed) => ruled(sealed, sealedRules));
  schemas.of(exportedType(sources, 'contracts', 'RefusalOnTheWire'));
  schemas.define('Defect', {
    description: errorKinds.defect,
    type: 'object',
    properties: { kind: { const: 'defect' }, message: { type: 'string' } },
    required: ['kind', 'message'],
    additionalProperties: true,
  });
}

/**
 * @param {Schema} schema
 * @param {Record<string, Schema | undefined>} rules By property.
 */
function ruled(schema, rules) {
  const properties = { .../** @type {Record<string, Schema>} */ (schema.properties) };
  for (const [name, rule] of Object.entries(rules)) {
    const property = properties[name];
    if (!property) throw new Error(`There is no field ${name} any more: tell tools/asyncapi/protocol.mjs`);
    properties[name] = { ...property, ...rule };
  }
  return { ...schema, properties };
}

/**
 * @param {Asked} asked
 * @param {Schemas} schemas
 * @param {Code['contracts']} contracts
 * @returns {[name: string, message: Schema][]}
 */
export function messagesOf({ name, contract, types }, schemas, contracts) {
  const { pattern, kind, budgetMs, needsPrincipal, secrets } = contract;
  const [request, reply] = /** @type {[import('typescript').Type, import('typescript').Type]} */ (types);
  const body = requestBody(name, request, secrets.request, schemas, contracts);
  const required = [
    ...(kind === 'command' ? ['sent_at'] : []),
    ...(needsPrincipal ? ['principal'] : []),
    ...(secrets.reply.length > 0 ? ['seal_reply_to'] : []),
  ];
  const special = {
    type: 'object',
    properties: {
      kind: { const: kind },
      pattern: { const: pattern },
      budget_ms: { default: budgetMs },
      body: { contentMediaType: 'application/json', contentSchema: body },
    },
    ...(required.length > 0 && { required }),
  };
  const correlationId = { location: '$message.payload#/id' };
  return [
    [
      `${name}.request`,
      {
        name: pattern,
        title: `${capitalised(name)}: request`,
        correlationId,
        payload: { allOf: [refer('RequestEnvelope'), special] },
      },
    ],
    [
      `${name}.reply`,
      {
        name: `${pattern}.reply`,
        title: `${capitalised(name)}: reply`,
        correlationId,
        payload: answer({ body: replyBody(name, reply, secrets.reply, schemas) }),
      },
    ],
  ];
}

/** @param {Record<string, Schema>} content */
const answer = (content) => ({
  type: 'object',
  properties: { id: { type: 'string', description: "The request's." }, ...content },
  required: ['id', ...Object.keys(content)],
  additionalProperties: true,
});

/**
 * @param {string} name
 * @param {import('typescript').Type} type
 * @param {readonly string[]} secrets
 * @param {Schemas} schemas
 * @param {Code['contracts']} contracts
 */
function requestBody(name, type, secrets, schemas, contracts) {
  const typeName = schemas.nameOf(type) ?? `${capitalised(name)}Request`;
  const shape = contracts[typeName];
  const schema = schemas.shapeOf(type);
  const checked =
    typeof shape === 'function' ? withRules(shape, schema) : { ...schema, additionalProperties: false };
  if (typeof shape === 'function') ruleItems(shape, type, schemas, contracts);
  return schemas.define(typeName, withSealed(checked, secrets, sealedToService));
}

/**
 * @param {Function} shape
 * @param {import('typescript').Type} type
 * @param {Schemas} schemas
 * @param {Code['contracts']} contracts
 */
function ruleItems(shape, type, schemas, contracts) {
  for (const field of listsWithRules(shape)) {
    const item = schemas.itemOf(type, field);
    const ruled = contracts[item];
    if (typeof ruled !== 'function') throw new Error(`${item} has rules, and is not exported`);
    schemas.amend(item, (schema) => withRules(ruled, schema));
  }
}

/**
 * @param {string} name
 * @param {import('typescript').Type} type
 * @param {readonly string[]} secrets
 * @param {Schemas} schemas
 */
function replyBody(name, type, secrets, schemas) {
  if (secrets.length === 0 && schemas.nameOf(type)) return schemas.of(type);
  const schema = withSealed(schemas.shapeOf(type), secrets, sealedToAsker);
  return schemas.define(schemas.nameOf(type) ?? `${capitalised(name)}Reply`, schema);
}

/**
 * What crosses Redis in the place of a secret. What is sealed keeps its rules, in `x-sealed.text`.
 * @param {Schema} schema
 * @param {readonly string[]} secrets
 * @param {(field: string) => object} sealedTo
 */
function withSealed(schema, secrets, sealedTo) {
  const properties = { .../** @type {Record<string, Schema>} */ (schema.properties) };
  if (secrets.length === 0) return schema;
  for (const field of secrets) {
    const { description, ...text } = properties[field] ?? {};
    properties[field] = {
      ...(description ? { description } : {}),
      allOf: [refer('Sealed')],
      'x-sealed': { ...sealedTo(field), text },
    };
  }
  return { ...schema, properties };
}

/** @returns {Schema} */
export const errorMessage = () => ({
  name: 'error',
  title: 'Any request: error',
  summary: 'Branch on the code, never on the message.',
  correlationId: { location: '$message.payload#/id' },
  payload: answer({ error: { anyOf: [refer('RefusalOnTheWire'), refer('Defect')] } }),
});

/**
 * @param {'question' | 'command'} kind
 * @param {string} key
 * @param {readonly Asked[]} asked
 */
export const requestChannel = (kind, key, asked) => ({
  // In an address, braces mean a parameter; in this key they are letters, which mark its slot in a Redis Cluster.
  address: key.replace(`{${SERVICE}}`, '{service}'),
  title: kind === 'question' ? 'Questions' : 'Commands',
  description:
    kind === 'question'
      ? `May be asked again. A Redis stream: \`${key}\`, braces included.`
      : `Have an effect, which happens once. A Redis stream: \`${key}\`, braces included.`,
  parameters: {
    service: { enum: [`{${SERVICE}}`], default: `{${SERVICE}}`, description: 'Who answers, in braces.' },
  },
  messages: Object.fromEntries(
    asked
      .filter(({ contract }) => contract.kind === kind)
      .map(({ name }) => [name, { $ref: `#/components/messages/${name}.request` }]),
  ),
  'x-redis': { type: 'stream', key, field: 'm' },
});

/**
 * @param {readonly Asked[]} asked
 * @param {string} prefix
 */
export const replyChannel = (asked, prefix) => ({
  address: null,
  title: 'Replies',
  description: "The asker's own channel, of Redis's publish and subscribe: named by `reply_to`.",
  messages: {
    ...Object.fromEntries(asked.map(({ name }) => [name, { $ref: `#/components/messages/${name}.reply` }])),
    error: { $ref: '#/components/messages/error' },
  },
  'x-redis': { type: 'pubsub', prefix },
});

/** @param {Asked} asked */
export const operation = ({ name, contract, description }) => ({
  action: 'receive',
  channel: { $ref: `#/channels/${contract.kind}s` },
  title: contract.pattern,
  ...(description && { description }),
  messages: [{ $ref: `#/channels/${contract.kind}s/messages/${name}` }],
  reply: {
    address: { location: '$message.payload#/reply_to' },
    channel: { $ref: '#/channels/replies' },
    messages: [
      { $ref: `#/channels/replies/messages/${name}` },
      { $ref: '#/channels/replies/messages/error' },
    ],
  },
  'x-kind': contract.kind,
  'x-pattern': contract.pattern,
  'x-budget-ms': contract.budgetMs,
  'x-needs-principal': contract.needsPrincipal,
  'x-secrets': contract.secrets,
});
