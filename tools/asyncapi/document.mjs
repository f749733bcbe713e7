/** The AsyncAPI document: what is asked, what is told, and what holds for all messages. */
import { eventChannel, eventMessages, eventOperation, toldEvents } from './events.mjs';
import { budgets, errorKinds, howTo, idempotency, redis, sealing } from './protocol.mjs';
import {
  askedContracts,
  defineEnvelopes,
  errorMessage,
  messagesOf,
  operation,
  replyChannel,
  requestChannel,
  SERVICE,
} from './requests.mjs';
import { Schemas } from './schemas.mjs';
import { errorCodes, exportedType, readSources, typedConstants } from './sources.mjs';

/** @typedef {import('./schemas.mjs').Schema} Schema */

/**
 * @typedef {object} Code What the running code knows of itself; the types beside it are read from the sources.
 * @property {string} version Of Latchkey.
 * @property {Readonly<Record<string, unknown>>} contracts All that libs/contracts exports.
 * @property {Keys} keys
 */

/**
 * @typedef {object} Keys As libs/bus names them in Redis.
 * @property {(service: string, kind: 'question' | 'command') => string} requestStream
 * @property {() => string} newReplyChannel
 * @property {(service: string) => string} [eventStream]
 */

/**
 * @param {Code} code
 * @returns {Schema}
 */
export function describeBus({ version, contracts, keys }) {
  const sources = readSources();
  const schemas = new Schemas(sources);
  const types = typedConstants(sources);
  const replyPrefix = keys.newReplyChannel().replace(/[^:]+$/, '');
  const asked = askedContracts(contracts, types);
  const told = toldEvents(contracts, types);

  defineEnvelopes(sources, schemas, replyPrefix);
  const messages = Object.fromEntries(asked.flatMap((each) => messagesOf(each, schemas, contracts)));
  const events = eventMessages(told, sources, schemas);
  const eventKey = keys.eventStream?.(SERVICE);
  /** @param {'question' | 'command'} kind */
  const requests = (kind) => requestChannel(kind, keys.requestStream(SERVICE, kind), asked);

  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Latchkey: the bus',
      version,
      description: howTo,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      redis: {
        host: '{host}',
        protocol: 'redis',
        description: 'The Redis that Latchkey runs on. With TLS: `rediss`.',
        variables: { host: { default: 'localhost:6379', description: 'Host and port.' } },
        security: [{ $ref: '#/components/securitySchemes/redisUser' }],
      },
    },
    channels: {
      questions: requests('question'),
      commands: requests('command'),
      replies: replyChannel(asked, replyPrefix),
      ...(told.length > 0 && eventKey && { events: eventChannel(told, eventKey, SERVICE) }),
    },
    operations: {
      ...Object.fromEntries(asked.map((each) => [each.name, operation(each)])),
      ...Object.fromEntries(told.map((event) => [event.constant, eventOperation(event)])),
    },
    components: {
      schemas: schemas.all,
      messages: { ...messages, error: errorMessage(), ...events },
      securitySchemes: {
        redisUser: {
          type: 'userPassword',
          description: 'A user of Redis (ACL). Without users, as in development, nothing.',
        },
      },
    },
    'x-redis': redis(replyPrefix),
    'x-sealing': sealing,
    'x-budgets': budgets,
    'x-idempotency': idempotency,
    'x-errors': { kinds: kindsOfErrors(sources), codes: errorCodes(sources) },
  };
}

/** @param {import('./sources.mjs').Sources} sources */
function kindsOfErrors(sources) {
  const type = exportedType(sources, 'contracts', 'RefusalKind');
  const kinds = type.isUnion() ? type.types.flatMap((one) => (one.isStringLiteral() ? [one.value] : [])) : [];
  const explained = Object.keys(errorKinds).filter((kind) => kind !== 'defect');
  if (kinds.sort().join() !== explained.sort().join())
    throw new Error('tools/asyncapi/protocol.mjs explains other kinds of errors');
  return errorKinds;
}

/** @param {Schema} document */
export const textOf = (document) => `${JSON.stringify(document, null, 2)}\n`;
