import { type MessageKind } from '../../src/index.js';
import { type EventName, type HandlerName } from './transport.js';

/** What a handler's pattern is called and what kind of message it takes. */
export interface HandlerTerms {
  readonly pattern: string;
  readonly kind: MessageKind;
  readonly secrets: { readonly request: string[]; readonly reply: string[] };
}

export interface ReplicaProcessOptions {
  readonly transport: 'ours' | 'stock';
  readonly redisUrl: string;
  readonly service: string;
  readonly terms: Readonly<Record<HandlerName, HandlerTerms>>;
  /** What each event is called where it travels. */
  readonly events: Readonly<Record<EventName, string>>;
  /** It is told of events then, and answers no calls. */
  readonly group?: string;
  readonly concurrency: number;
  readonly reclaimAfterMs: number;
  /** Stock only. */
  readonly retryAttempts?: number;
}

/** What a replica's process says to the checks. */
export type Told =
  { readonly ready: true } | { readonly begun: number; readonly working: number } | { readonly told: number };
