import { EventPattern } from '@nestjs/microservices';

/** What the bus needs to know of an event; `@latchkey/contracts` has the list. */
export interface EventContract<Data extends object> {
  readonly name: string;
  /** A handler gets the version it was written for, and no other. */
  readonly version: number;
  /** Never set: for the compiler only. */
  readonly shape?: (data: Data) => void;
}

/** What every event says, as one JSON field of its entry; documented for other languages in docs/bus.md. */
export interface EventEnvelope<Data extends object = object> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly at: string;
  readonly workspace_id: string;
  readonly actor_id: string | null;
  readonly traceparent?: string;
  readonly data: Data;
}

/** What `@OnEvent` leaves on a handler, for the server to keep. */
export type EventTerms = Pick<EventContract<object>, 'name' | 'version'>;

export const eventPattern = ({ name, version }: EventTerms): string => `${name}.v${version}`;

/** Fits methods whose first parameter is the event, so that the compiler knows what is in it. */
type EventHandlerDecorator<Data extends object> = <
  Handler extends (event: EventEnvelope<Data>, ...rest: never[]) => unknown,
>(
  target: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<Handler>,
) => void;

/** Marks a method that is told of an event. Its `@Payload()` is the whole event; it may come more than once. */
export const OnEvent = <Data extends object>({
  name,
  version,
}: EventContract<Data>): EventHandlerDecorator<Data> => {
  const terms: EventTerms = { name, version };
  return EventPattern(eventPattern(terms), terms) as EventHandlerDecorator<Data>;
};

/** Null for what is no event. */
export function readEvent(json: string | undefined): EventEnvelope | null {
  try {
    const event = JSON.parse(json ?? '') as Partial<EventEnvelope> | null;
    const isEvent =
      typeof event?.id === 'string' &&
      typeof event.name === 'string' &&
      typeof event.version === 'number' &&
      typeof event.data === 'object';
    return isEvent ? (event as EventEnvelope) : null;
  } catch {
    return null;
  }
}
