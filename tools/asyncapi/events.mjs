/** What is told: every event of libs/contracts. */
import { eventReading } from './protocol.mjs';
import { refer } from './schemas.mjs';
import { capitalised, exportedType } from './sources.mjs';

/** @typedef {import('./document.mjs').Code} Code */
/** @typedef {import('./schemas.mjs').Schema} Schema */
/** @typedef {import('./schemas.mjs').Schemas} Schemas */
/** @typedef {import('./sources.mjs').Sources} Sources */
/** @typedef {import('./sources.mjs').TypedConstant} TypedConstant */

/** @typedef {TypedConstant & { constant: string, name: string, version: number }} Told */

/**
 * Every exported event, with the type of its data, by name.
 * @param {Code['contracts']} contracts
 * @param {Map<string, TypedConstant>} types
 * @returns {Told[]}
 */
export function toldEvents(contracts, types) {
  const found = Object.entries(contracts).flatMap(([constant, value]) => {
    if (!isEvent(value)) return [];
    const typed = types.get(constant);
    if (typed?.types.length !== 1) throw new Error(`${constant} must be an EventContract<Data>`);
    return [{ constant, name: value.name, version: value.version, ...typed }];
  });
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * @param {unknown} value
 * @returns {value is { name: string, version: number }}
 */
const isEvent = (value) =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'version' in value &&
  typeof value.version === 'number';

/**
 * @param {readonly Told[]} told
 * @param {Sources} sources
 * @param {Schemas} schemas
 * @returns {Record<string, Schema>}
 */
export function eventMessages(told, sources, schemas) {
  if (told.length === 0) return {};
  schemas.define('EventMessage', schemas.shapeOf(exportedType(sources, 'contracts', 'EventMessage')));
  return Object.fromEntries(told.map((event) => [`${event.constant}.event`, messageOf(event, schemas)]));
}

/**
 * @param {Told} event
 * @param {Schemas} schemas
 */
function messageOf({ constant, name, version, types, description }, schemas) {
  const [type] = /** @type {[import('typescript').Type]} */ (types);
  const data = schemas.nameOf(type)
    ? schemas.of(type)
    : schemas.define(`${capitalised(constant)}Data`, schemas.shapeOf(type));
  return {
    name: `${name}.v${version}`,
    title: `${capitalised(constant)}: event`,
    ...(description && { description }),
    payload: {
      allOf: [
        refer('EventMessage'),
        { type: 'object', properties: { name: { const: name }, version: { const: version }, data } },
      ],
    },
  };
}

/**
 * @param {readonly Told[]} told
 * @param {string} key
 * @param {string} service
 */
export const eventChannel = (told, key, service) => ({
  address: key.replace(`{${service}}`, '{service}'),
  title: 'Events',
  description: `What happened. A Redis stream: \`${key}\`, braces included.`,
  parameters: {
    service: { enum: [`{${service}}`], default: `{${service}}`, description: 'Who tells, in braces.' },
  },
  messages: Object.fromEntries(
    told.map(({ constant }) => [constant, { $ref: `#/components/messages/${constant}.event` }]),
  ),
  'x-redis': { type: 'stream', key, field: 'm', ...eventReading },
});

/** @param {Told} event */
export const eventOperation = ({ constant, name, description }) => ({
  action: 'send',
  channel: { $ref: '#/channels/events' },
  title: name,
  ...(description && { description }),
  messages: [{ $ref: `#/channels/events/messages/${constant}` }],
});
